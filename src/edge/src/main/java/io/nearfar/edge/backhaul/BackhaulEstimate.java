package io.nearfar.edge.backhaul;

import io.nearfar.model.Check;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * The running estimate of the backhaul delay t_back: the median of the latest measurements. A
 * single slow hop (a new connection, a collection of garbage) does not move it; a change of the
 * link shows after half a window. What is much older than the latest measurement says nothing of
 * the link any more, and is forgotten.
 */
public final class BackhaulEstimate {

  private static final int WINDOW = 15;
  private static final Duration HORIZON = Duration.ofSeconds(10);

  private record Measurement(double seconds, long nanoTime) {}

  private final LongSupplier nanoTime;
  private final Deque<Measurement> latest = new ArrayDeque<>(WINDOW + 1);
  private double seconds;
  private long samples;

  /**
   * An estimate that begins with the scenario's t_back, and forgets it with the first measurement.
   */
  public BackhaulEstimate(double priorSeconds) {
    this(priorSeconds, System::nanoTime);
  }

  BackhaulEstimate(double priorSeconds, LongSupplier nanoTime) {
    this.seconds = Check.nonNegative("priorSeconds", priorSeconds);
    this.nanoTime = nanoTime;
  }

  /** Takes a measurement in seconds, >= 0. */
  public synchronized void add(double measuredSeconds) {
    Check.nonNegative("measuredSeconds", measuredSeconds);
    long now = nanoTime.getAsLong();
    latest.addLast(new Measurement(measuredSeconds, now));
    while (latest.size() > WINDOW || now - latest.getFirst().nanoTime() > HORIZON.toNanos()) {
      latest.removeFirst();
    }
    samples++;
    double[] sorted = latest.stream().mapToDouble(Measurement::seconds).sorted().toArray();
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
    return latest.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(latest.getLast().seconds());
  }

  /** Whether the latest measurement is older than a duration, or there was none. */
  synchronized boolean olderThan(Duration age) {
    return latest.isEmpty() || nanoTime.getAsLong() - latest.getLast().nanoTime() > age.toNanos();
  }
}
