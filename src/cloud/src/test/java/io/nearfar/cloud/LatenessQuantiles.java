package io.nearfar.cloud;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Quantiles of a histogram, linear within a bucket.
 *
 * @param buckets tokens by upper bound of lateness in seconds, cumulative
 */
record LatenessQuantiles(TreeMap<Double, Long> buckets) {

  /** Of the tokens handed over between two scrapes. */
  static LatenessQuantiles between(MetricsPage before, MetricsPage after) {
    TreeMap<Double, Long> earlier = before.lateness();
    TreeMap<Double, Long> difference = new TreeMap<>();
    after
        .lateness()
        .forEach((bound, count) -> difference.put(bound, count - earlier.getOrDefault(bound, 0L)));
    return new LatenessQuantiles(difference);
  }

  @Override
  public String toString() {
    return millis(.5)
        + " / "
        + millis(.99)
        + " / "
        + millis(.999)
        + " ms of "
        + count()
        + " tokens";
  }

  private long count() {
    return buckets.lastEntry().getValue();
  }

  /** The quantile in milliseconds, or the last finite bound with a sign that it is more. */
  private String millis(double quantile) {
    double rank = quantile * count();
    double low = 0;
    long below = 0;
    for (Map.Entry<Double, Long> bucket : buckets.entrySet()) {
      if (bucket.getValue() >= rank) {
        if (bucket.getKey().isInfinite()) {
          break;
        }
        double share = (rank - below) / (bucket.getValue() - below);
        return String.format(Locale.ROOT, "%.2f", 1e3 * (low + share * (bucket.getKey() - low)));
      }
      low = bucket.getKey();
      below = bucket.getValue();
    }
    return String.format(Locale.ROOT, "> %.0f", 1e3 * low);
  }
}
