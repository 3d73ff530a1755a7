/** The tasks of a scenario, drawn or replayed: which, from whom, and when. */
package io.nearfar.experiments.workload;
