/**
 * The files of a run: one directory with a row per task, a row per client request, the scenario and
 * the facts of the run. Whoever made them (a simulation or a live edge), whoever reads them needs
 * nothing else.
 */
package io.nearfar.experiments.result;
