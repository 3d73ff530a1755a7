package io.nearfar.edge.backhaul;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.faulttolerance.api.CircuitBreakerState;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatienceTest {

  private final Patience patience = Patience.of(Duration.ofSeconds(10), .2);

  @ParameterizedTest
  @CsvSource({
    "true,  1999,   CLOSED,    false",
    "true,  2000,   CLOSED,    true",
    "true,  9999,   CLOSED,    true",
    "false, 119999, CLOSED,    false",
    "true,  0,      HALF_OPEN, true",
    "false, 0,      HALF_OPEN, true",
    "true,  0,      OPEN,      false"
  })
  void countsAHopGivenUpAsFailedAfterALongWaitOrWhileTheCloudIsTriedAgain(
      boolean streamed, long waitedMillis, CircuitBreakerState breaker, boolean failed) {
    Throwable verdict = patience.verdict(streamed, waitedMillis, breaker);

    if (failed) {
      assertThat(verdict)
          .isInstanceOfSatisfying(
              HopException.class, hop -> assertThat(hop.failure()).isEqualTo(HopFailure.GIVEN_UP))
          .hasMessageContaining(waitedMillis + " ms");
    } else {
      assertThat(verdict).isInstanceOf(CancellationException.class);
    }
  }
}
