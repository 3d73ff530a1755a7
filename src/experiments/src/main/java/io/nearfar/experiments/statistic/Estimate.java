package io.nearfar.experiments.statistic;

import io.nearfar.model.Check;
import java.util.OptionalDouble;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.StandardDeviation;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A mean over independent seeds with its 95 % confidence interval, {@code mean +- halfWidth}, by
 * Student's t.
 *
 * @param mean of the seeds' values
 * @param halfWidth half of the interval's width, >= 0; empty for one seed, which has no interval
 * @param seeds how many, >= 1
 */
public record Estimate(double mean, OptionalDouble halfWidth, int seeds) {

  private static final double CONFIDENCE = 0.95;

  public Estimate {
    Check.atLeast("seeds", seeds, 1);
  }

  /** The estimate of one value a seed, at least one. */
  public static Estimate of(double... values) {
    int seeds = Check.atLeast("seeds", values.length, 1);
    double mean = Mean.of(values).getAsDouble();
    if (seeds == 1) {
      return new Estimate(mean, OptionalDouble.empty(), seeds);
    }
    double deviation = StandardDeviation.of(values).getAsDouble();
    double halfWidth = quantile(seeds) * deviation / Math.sqrt(seeds);
    return new Estimate(mean, OptionalDouble.of(halfWidth), seeds);
  }

  /** The interval's half width in standard errors of the mean: Student's t; at least two seeds. */
  public static double quantile(int seeds) {
    return TDistribution.of(seeds - 1.0).inverseSurvivalProbability((1 - CONFIDENCE) / 2);
  }
}
