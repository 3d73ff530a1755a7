package io.nearfar.edge.backhaul;

import io.nearfar.model.Check;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The running estimate of the backhaul delay t_back: the median of what the latest offloaded tasks
 * measured. A single slow hop (a new connection, a collection of garbage) does not move it; a
 * change of the link shows after half a window.
 */
public final class BackhaulEstimate {

  private static final int WINDOW = 15;

  private final double[] latest = new double[WINDOW];
  private double seconds;
  private long samples;

  /**
   * An estimate that begins with the scenario's t_back, and forgets it with the first measurement.
   */
  public BackhaulEstimate(double priorSeconds) {
    this.seconds = Check.nonNegative("priorSeconds", priorSeconds);
  }

  /** Takes a measurement in seconds, >= 0. */
  public synchronized void add(double measuredSeconds) {
    Check.nonNegative("measuredSeconds", measuredSeconds);
    latest[(int) (samples++ % WINDOW)] = measuredSeconds;
    double[] sorted = Arrays.copyOf(latest, (int) Math.min(samples, WINDOW));
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    seconds = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** t_back as known now, in seconds. */
  public synchronized double seconds() {
    return seconds;
  }

  /** How many measurements there were; with none the estimate is the scenario's number. */
  public synchronized long samples() {
    return samples;
  }

  /** The latest measurement in seconds; empty before the first. */
  public synchronized OptionalDouble last() {
    return samples == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(latest[(int) ((samples - 1) % WINDOW)]);
  }
}
