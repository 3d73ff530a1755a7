package io.nearfar.experiments.compare;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.statistics.descriptive.Mean;

/**
 * Means over batches of successive tasks. Tasks that follow each other share pool, load and link,
 * so their values are correlated, and an interval that takes them for independent is too narrow;
 * means of batches much longer than that correlation are nearly independent. A. M. Law,
 * <i>Simulation Modeling and Analysis</i>, chapter 9.5.
 *
 * @param first a value for each pair of tasks, in order of arrival
 * @param other the other run's, in the same order
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, and compared nowhere.
record BatchMeans(double[] first, double[] other) {

  /** More batches are shorter ones, fewer leave Student's t little to go by. */
  private static final int BATCHES = 20;

  /**
   * So many tasks a batch at least. Of a course in which each value has 0.9 of the one before it,
   * intervals of nominally 95 % then hold for 93 % of runs of 200 tasks, and of 400; with batches
   * of 10 they held for 78 % and 87 %.
   */
  private static final int SHORTEST = 50;

  private static final int FEWEST = 2;

  /** Fewer tasks are too short a run for an interval. */
  static final int FEWEST_TASKS = FEWEST * SHORTEST;

  /** How many batches there are; less than two give no interval. */
  int count() {
    return Math.min(BATCHES, first.length / SHORTEST);
  }

  /** The difference with its interval over the batches; empty when the tasks are too few. */
  Optional<PairedDifference> difference() {
    return count() < FEWEST
        ? Optional.empty()
        : Optional.of(PairedDifference.of(means(first), means(other)));
  }

  private double[] means(double[] values) {
    int count = count();
    double[] means = new double[count];
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) i * values.length / count);
      int to = (int) ((i + 1L) * values.length / count);
      means[i] = Mean.of(Arrays.copyOfRange(values, from, to)).getAsDouble();
    }
    return means;
  }
}
