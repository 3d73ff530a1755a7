package io.nearfar.edge.backhaul;

import io.smallrye.faulttolerance.api.CircuitBreakerState;
import java.time.Duration;
import java.util.concurrent.CancellationException;

/**
 * What it says of the cloud node that a client gave up its hop before the first token: nothing when
 * the client was quick, a failure when it had waited for long. Without that, clients less patient
 * than the deadline would hide a cloud node that hangs.
 *
 * @param millis how long a client must have waited
 */
record Patience(long millis) {

  /** A share of the first token's deadline. */
  static Patience of(Duration firstTokenDeadline, double share) {
    return new Patience(Math.round(firstTokenDeadline.toMillis() * share));
  }

  /**
   * A failure for the circuit breaker to count, or one that it does not. It knows no third verdict:
   * what is no failure is a success.
   *
   * <p>A whole answer has no first token to wait for, so giving one up says nothing. While the
   * breaker is trying the cloud node again, only an answer proves that it is well.
   */
  Throwable verdict(boolean streamed, long waitedMillis, CircuitBreakerState breaker) {
    boolean inVain = streamed && waitedMillis >= millis;
    return inVain || breaker == CircuitBreakerState.HALF_OPEN
        ? new HopException(
            HopFailure.GIVEN_UP,
            "the client gave up after " + waitedMillis + " ms without a first token",
            null)
        : new CancellationException("nobody waits for the cloud node's reply any more");
  }
}
