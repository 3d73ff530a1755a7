package io.nearfar.edge.backhaul;

import io.nearfar.model.Check;
import java.util.OptionalDouble;

/**
 * The running estimate of the backhaul delay t_back: an exponentially weighted mean of what
 * offloaded tasks measured. The first measurement replaces the scenario's number.
 */
public final class BackhaulEstimate {

  /** Weight of a new measurement: a change of the link shows after a handful of tasks. */
  private static final double GAIN = 0.2;

  private double seconds;
  private long samples;
  private double lastSeconds = Double.NaN;

  /** An estimate that begins with the scenario's t_back. */
  public BackhaulEstimate(double priorSeconds) {
    this.seconds = Check.nonNegative("priorSeconds", priorSeconds);
  }

  /** Takes a measurement in seconds, >= 0. */
  public synchronized void add(double measuredSeconds) {
    Check.nonNegative("measuredSeconds", measuredSeconds);
    seconds = samples == 0 ? measuredSeconds : seconds + GAIN * (measuredSeconds - seconds);
    lastSeconds = measuredSeconds;
    samples++;
  }

  /** t_back as known now, in seconds. */
  public synchronized double seconds() {
    return seconds;
  }

  /** How many measurements it rests on; with none it is the scenario's number. */
  public synchronized long samples() {
    return samples;
  }

  /** The latest measurement in seconds; empty before the first. */
  public synchronized OptionalDouble last() {
    return samples == 0 ? OptionalDouble.empty() : OptionalDouble.of(lastSeconds);
  }
}
