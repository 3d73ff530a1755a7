package io.nearfar.experiments.report;

import io.nearfar.model.outcome.TaskRecord;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.statistics.descriptive.Mean;

/**
 * A quantity of some tasks, measured beside analytic, over the tasks that have both.
 *
 * @param tasks how many have both
 * @param measuredMeanSeconds mean of the measured values; empty without tasks
 * @param analyticMeanSeconds mean of the analytic values; empty without tasks
 * @param errorPercent mean absolute percentage error of the single tasks, 100 |measured - analytic|
 *     / analytic; empty without tasks, or when every analytic value is zero
 */
record Comparison(
    int tasks,
    OptionalDouble measuredMeanSeconds,
    OptionalDouble analyticMeanSeconds,
    OptionalDouble errorPercent) {

  static Comparison of(Quantity quantity, List<TaskRecord> tasks) {
    List<TaskRecord> both = tasks.stream().filter(task -> has(quantity, task)).toList();
    return new Comparison(
        both.size(),
        mean(both.stream().mapToDouble(t -> quantity.of(t.measured()).getAsDouble()).toArray()),
        mean(both.stream().mapToDouble(t -> quantity.of(t.analytic()).getAsDouble()).toArray()),
        mean(errorsPercent(quantity, both)));
  }

  /** The percentage error of each task that has one. */
  static double[] errorsPercent(Quantity quantity, List<TaskRecord> tasks) {
    return tasks.stream()
        .filter(task -> has(quantity, task))
        .filter(task -> quantity.of(task.analytic()).getAsDouble() > 0)
        .mapToDouble(task -> errorPercent(quantity, task))
        .toArray();
  }

  /** Mean of the values; empty without any. */
  static OptionalDouble mean(double[] values) {
    return values.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Mean.of(values).getAsDouble());
  }

  private static boolean has(Quantity quantity, TaskRecord task) {
    return quantity.of(task.measured()).isPresent() && quantity.of(task.analytic()).isPresent();
  }

  private static double errorPercent(Quantity quantity, TaskRecord task) {
    double analytic = quantity.of(task.analytic()).getAsDouble();
    return 100 * Math.abs(quantity.of(task.measured()).getAsDouble() - analytic) / analytic;
  }
}
