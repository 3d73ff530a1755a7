package io.nearfar.experiments.compare;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.descriptive.Mean;

/**
 * One line of a comparison of live runs.
 *
 * @param measure what is compared
 * @param firstRun what the other run is set against
 * @param otherRun the other run
 * @param pairs tasks that have the measure in both runs
 * @param batches into how many batches of successive tasks they are cut for the interval
 * @param firstMean mean of the first run
 * @param otherMean mean of the other run
 * @param difference other - first
 * @param low lower end of the difference's 95 % confidence interval; empty for too few tasks,
 *     likewise high, p and pHolm
 * @param high its upper end
 * @param p of Student's paired t test over the batches
 * @param pHolm the same, adjusted for the number of runs that are set against the first
 * @param verdict better, worse, more, less, noise, same, or too few, of the other run
 */
record LiveRow(
    String measure,
    String firstRun,
    String otherRun,
    int pairs,
    int batches,
    double firstMean,
    double otherMean,
    double difference,
    OptionalDouble low,
    OptionalDouble high,
    OptionalDouble p,
    OptionalDouble pHolm,
    String verdict) {

  static final String TOO_FEW = "too few";

  /**
   * The line of a metric, before any adjustment of p.
   *
   * @param pairs the tasks of both runs
   * @return empty when no task has the metric in both runs
   */
  static Optional<LiveRow> of(
      LiveMetric metric, String first, String other, List<TaskPairs.Pair> pairs) {
    List<TaskPairs.Pair> usable =
        pairs.stream()
            .filter(
                pair -> metric.of(pair.first()).isPresent() && metric.of(pair.other()).isPresent())
            .toList();
    if (usable.isEmpty()) {
      return Optional.empty();
    }
    BatchMeans batches =
        new BatchMeans(
            usable.stream().mapToDouble(p -> metric.of(p.first()).orElseThrow()).toArray(),
            usable.stream().mapToDouble(p -> metric.of(p.other()).orElseThrow()).toArray());
    double firstMean = Mean.of(batches.first()).getAsDouble();
    double otherMean = Mean.of(batches.other()).getAsDouble();
    Optional<PairedDifference> difference = batches.difference();
    return Optional.of(
        new LiveRow(
            metric.column(),
            first,
            other,
            usable.size(),
            batches.count(),
            firstMean,
            otherMean,
            difference.map(d -> d.difference().mean()).orElse(otherMean - firstMean),
            optional(difference.map(PairedDifference::low)),
            optional(difference.map(PairedDifference::high)),
            optional(difference.map(PairedDifference::p)),
            OptionalDouble.empty(),
            TOO_FEW));
  }

  private static OptionalDouble optional(Optional<Double> value) {
    return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }

  /** The metric that it is of. */
  LiveMetric metric() {
    return List.of(LiveMetric.values()).stream()
        .filter(metric -> metric.column().equals(measure))
        .findFirst()
        .orElseThrow();
  }

  /** The same with an adjusted p, and what follows from it. */
  LiveRow judged(double adjusted) {
    String word;
    if (difference == 0 && low.orElseThrow() == high.orElseThrow()) {
      word = "same";
    } else {
      word = adjusted >= ComparisonRow.SIGNIFICANCE ? "noise" : metric().verdict(difference);
    }
    return new LiveRow(
        measure,
        firstRun,
        otherRun,
        pairs,
        batches,
        firstMean,
        otherMean,
        difference,
        low,
        high,
        p,
        OptionalDouble.of(adjusted),
        word);
  }
}
