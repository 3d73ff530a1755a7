package io.nearfar.experiments.compare;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's correction: of several tests one comes out by chance more often than a single one; with
 * adjusted p values the chance that any does stays the stated one. S. Holm, Scandinavian Journal of
 * Statistics 6 (1979).
 */
final class Holm {

  private Holm() {}

  /** The adjusted p values, in the order of the given ones. */
  static double[] adjusted(double[] p) {
    int[] ascending =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[p.length];
    double largest = 0;
    for (int rank = 0; rank < p.length; rank++) {
      largest = Math.max(largest, Math.min(1, (p.length - rank) * p[ascending[rank]]));
      adjusted[ascending[rank]] = largest;
    }
    return adjusted;
  }
}
