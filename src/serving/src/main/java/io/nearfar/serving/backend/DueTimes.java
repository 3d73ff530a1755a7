package io.nearfar.serving.backend;

import io.nearfar.model.inference.Jitter;

/**
 * When the tokens of one generation are due, in absolute nanoseconds. Not for use by several
 * threads.
 */
final class DueTimes {

  private static final double NANOS_PER_SECOND = 1e9;

  private final long beginNanoTime;
  private final double tpotSeconds;
  private final Jitter.Factors factors;

  /** Kept as a sum of seconds, so that rounding to nanoseconds does not add up. */
  private double offsetSeconds;

  /**
   * The due times of a request.
   *
   * @param beginNanoTime when it arrived or, if it had to wait, was admitted
   */
  DueTimes(long beginNanoTime, double ttftSeconds, double tpotSeconds, Jitter.Factors factors) {
    this.beginNanoTime = beginNanoTime;
    this.tpotSeconds = tpotSeconds;
    this.factors = factors;
    offsetSeconds = ttftSeconds * factors.next();
  }

  /** When the next token is due, on the clock of the beginning. */
  long nanoTime() {
    return beginNanoTime + Math.round(offsetSeconds * NANOS_PER_SECOND);
  }

  /** Goes on to the token after it. */
  void advance() {
    offsetSeconds += tpotSeconds * factors.next();
  }
}
