/**
 * The figures of the study, and beyond it: panels of charts over variations of one scenario, each
 * run once over many seeds, and claims about them with their intervals.
 */
package io.nearfar.experiments.figure;
