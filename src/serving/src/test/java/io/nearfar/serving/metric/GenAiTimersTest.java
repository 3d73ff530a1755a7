package io.nearfar.serving.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    assertThat(bounds(timers.timeToFirstToken()))
        .contains(.001, .005, .01, .02, .04, .06, .08, .1, .25, .5, .75, 1., 2.5, 5., 7.5, 10.)
        .isSorted();
    assertThat(bounds(timers.timePerOutputToken()))
        .contains(.01, .025, .05, .075, .1, .15, .2, .3, .4, .5, .75, 1., 2.5)
        .isSorted();
    assertThat(bounds(timers.requestDuration()))
        .containsExactly(
            .01, .02, .04, .08, .16, .32, .64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);
  }

  /** A percentile of a nearly constant time is as wrong as its bucket is wide. */
  @Test
  void isFinerWhereModelsLive() {
    GenAiTimers timers = GenAiTimers.of(registry, Tags.empty());
    assertThat(widest(timers.timeToFirstToken(), .1, 1.5)).isLessThanOrEqualTo(1.5 + 1e-9);
    assertThat(widest(timers.timePerOutputToken(), .005, .2)).isLessThanOrEqualTo(1.5 + 1e-9);
  }

  private static List<Double> bounds(Timer timer) {
    return Stream.of(timer.takeSnapshot().histogramCounts())
        .map(count -> count.bucket(TimeUnit.SECONDS))
        .toList();
  }

  /** Upper by lower bound of the widest bucket between two of the bounds. */
  private static double widest(Timer timer, double from, double to) {
    List<Double> bounds = bounds(timer);
    return IntStream.range(bounds.indexOf(from), bounds.indexOf(to))
        .mapToDouble(i -> bounds.get(i + 1) / bounds.get(i))
        .max()
        .orElseThrow();
  }
}
