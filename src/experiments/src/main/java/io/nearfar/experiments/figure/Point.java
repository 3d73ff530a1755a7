package io.nearfar.experiments.figure;

import io.nearfar.experiments.statistic.Estimate;
import java.util.Optional;

/**
 * A point of a plot: a row of a panel's CSV.
 *
 * @param plot the plot of the panel, with its unit
 * @param series what its colour stands for
 * @param variant what its line style stands for, empty when for nothing
 * @param x on the axis to the right
 * @param mean over seeds, on the axis upwards
 * @param halfWidth half of the 95 % confidence interval's width
 * @param n seeds
 */
record Point(
    String plot,
    String series,
    Optional<String> variant,
    double x,
    double mean,
    double halfWidth,
    int n) {

  /** A point of an estimate over at least two seeds. */
  static Point of(String plot, String series, Optional<String> variant, double x, Estimate y) {
    return new Point(plot, series, variant, x, y.mean(), y.halfWidth().orElseThrow(), y.seeds());
  }
}
