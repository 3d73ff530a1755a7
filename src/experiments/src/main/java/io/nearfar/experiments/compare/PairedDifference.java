package io.nearfar.experiments.compare;

import io.nearfar.experiments.statistic.Estimate;
import io.nearfar.model.Check;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The difference between two runs, seed by seed: what the seeds have in common cancels out.
 *
 * @param firstMean mean of the first run
 * @param otherMean mean of the other run
 * @param difference other - first, with its 95 % confidence interval
 * @param p probability of a mean difference at least as large if there were none: Student's paired
 *     t test, two-sided
 */
record PairedDifference(double firstMean, double otherMean, Estimate difference, double p) {

  /**
   * The difference of two runs with one value a seed, in the same order.
   *
   * @throws IllegalArgumentException when there are less than two seeds, or not as many in both
   */
  static PairedDifference of(double[] first, double[] other) {
    Check.atLeast("seeds", first.length, 2);
    if (other.length != first.length) {
      throw new IllegalArgumentException(
          "the runs have " + first.length + " and " + other.length + " values; pairs are needed");
    }
    double[] differences = new double[first.length];
    for (int i = 0; i < first.length; i++) {
      differences[i] = other[i] - first[i];
    }
    Estimate difference = Estimate.of(differences);
    return new PairedDifference(
        Mean.of(first).getAsDouble(), Mean.of(other).getAsDouble(), difference, p(difference));
  }

  private static double p(Estimate difference) {
    double halfWidth = difference.halfWidth().getAsDouble();
    if (halfWidth == 0) {
      // Every seed has the same difference: none at all, or one that is no chance.
      return difference.mean() == 0 ? 1 : 0;
    }
    double standardError = halfWidth / Estimate.quantile(difference.seeds());
    double t = Math.abs(difference.mean()) / standardError;
    return 2 * TDistribution.of(difference.seeds() - 1.0).survivalProbability(t);
  }

  /** The lower end of the interval. */
  double low() {
    return difference.mean() - difference.halfWidth().getAsDouble();
  }

  /** The upper end of the interval. */
  double high() {
    return difference.mean() + difference.halfWidth().getAsDouble();
  }
}
