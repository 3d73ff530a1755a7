package io.nearfar.edge.backhaul;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.faulttolerance.api.CircuitBreakerState;
import java.util.concurrent.CancellationException;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CloudHopTest {

  private static boolean counts(Throwable failure, CircuitBreakerState breaker) {
    return CloudHop.speaksAgainstTheCloud(failure, breaker);
  }

  @ParameterizedTest
  @EnumSource(
      value = HopFailure.class,
      names = {"CONNECT", "RESET", "STATUS", "FIRST_TOKEN_DEADLINE", "GIVEN_UP"})
  void whatTheCloudDoesNotAnswerCountsAgainstIt(HopFailure reason) {
    HopException failure = new HopException(reason, "it failed", null);
    assertThat(counts(failure, CircuitBreakerState.CLOSED)).isTrue();
    assertThat(counts(failure, CircuitBreakerState.HALF_OPEN)).isTrue();
  }

  @Test
  void ourOwnOverloadSaysNothingOfTheCloudButDoesNotProveItWell() {
    HopException busy = new HopException(HopFailure.BUSY, "no connection is free", null);
    BulkheadException full = new BulkheadException("too many are waiting");
    for (Throwable ours : new Throwable[] {busy, full}) {
      assertThat(counts(ours, CircuitBreakerState.CLOSED)).isFalse();
      assertThat(counts(ours, CircuitBreakerState.HALF_OPEN)).isTrue();
    }
  }

  @Test
  void aClientThatWentCountsForNothing() {
    assertThat(counts(new CancellationException("gone"), CircuitBreakerState.CLOSED)).isFalse();
  }
}
