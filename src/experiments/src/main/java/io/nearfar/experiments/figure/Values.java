package io.nearfar.experiments.figure;

import java.util.stream.IntStream;

/** Values of one seed each, in the order of the seeds. */
final class Values {

  private Values() {}

  /** Seed by seed, the one minus the other. */
  static double[] minus(double[] ones, double[] others) {
    return IntStream.range(0, ones.length).mapToDouble(i -> ones[i] - others[i]).toArray();
  }
}
