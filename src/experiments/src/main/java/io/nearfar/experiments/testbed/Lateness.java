package io.nearfar.experiments.testbed;

import java.util.Arrays;

/** How late requests were sent, against when they were due. Not for use by several threads. */
final class Lateness {

  private final double[] seconds;
  private int count;

  /** Room for this many requests. */
  Lateness(int requests) {
    seconds = new double[requests];
  }

  /** Notes that a request was sent this much after it was due. */
  void add(long nanos) {
    seconds[count++] = nanos / 1e9;
  }

  /** What a share of the requests did not exceed, in seconds; 0 without any. */
  double quantileSeconds(double share) {
    double[] sorted = Arrays.copyOf(seconds, count);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(share * count);
    return count == 0 ? 0 : sorted[Math.max(0, rank - 1)];
  }
}
