/**
 * What a run showed, for a person: tables, figures and one page, each a pure function of the files
 * of the run.
 */
package io.nearfar.experiments.report;
