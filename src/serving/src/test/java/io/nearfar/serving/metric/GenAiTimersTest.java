package io.nearfar.serving.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GenAiTimersTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void recordsInSeconds() {
    GenAiTimers timers = GenAiTimers.of(registry, Tags.of("tier", "cloud"));
    timers.record(.42, .03125, 8.2);
    assertThat(timers.timeToFirstToken().totalTime(TimeUnit.SECONDS)).isCloseTo(.42, within(1e-9));
    assertThat(timers.timePerOutputToken().totalTime(TimeUnit.SECONDS))
        .isCloseTo(.03125, within(1e-9));
    assertThat(timers.requestDuration().totalTime(TimeUnit.SECONDS)).isCloseTo(8.2, within(1e-9));
  }

  @Test
  void leavesOutATimePerTokenThatDoesNotExist() {
    GenAiTimers timers = GenAiTimers.of(registry, Tags.empty());
    timers.record(.42, Double.NaN, .42);
    assertThat(timers.timePerOutputToken().count()).isZero();
    assertThat(timers.timeToFirstToken().count()).isEqualTo(1);
  }

  @Test
  void hasTheBucketsOfOpenTelemetry() {
    GenAiTimers timers = GenAiTimers.of(registry, Tags.empty());
    assertThat(timers.timeToFirstToken().takeSnapshot().histogramCounts())
        .extracting(count -> count.bucket(TimeUnit.SECONDS))
        .containsExactly(
            .001, .005, .01, .02, .04, .06, .08, .1, .25, .5, .75, 1., 2.5, 5., 7.5, 10.);
  }
}
