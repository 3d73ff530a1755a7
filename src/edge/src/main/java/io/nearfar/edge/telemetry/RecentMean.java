package io.nearfar.edge.telemetry;

/** Mean of the latest values; values may be negative, which a Prometheus histogram cannot hold. */
final class RecentMean {

  private final double[] values;
  private long count;

  RecentMean(int window) {
    this.values = new double[window];
  }

  synchronized void add(double value) {
    values[(int) (count++ % values.length)] = value;
  }

  /** The mean; NaN before the first value. */
  synchronized double mean() {
    int held = (int) Math.min(count, values.length);
    double sum = 0;
    for (int i = 0; i < held; i++) {
      sum += values[i];
    }
    return held == 0 ? Double.NaN : sum / held;
  }
}
