package io.nearfar.serving.metric;

import java.time.Duration;
import java.util.stream.DoubleStream;

/**
 * Histogram buckets that both nodes share. Those of {@code gen_ai.*} are OpenTelemetry's and, where
 * models live, further ones between: nearly constant times fall into one bucket, within which a
 * percentile is a guess.
 */
public final class MetricBuckets {

  private MetricBuckets() {}

  /** Time to first token; neighbours between 0.1 and 1.5 s are at most a factor of 1.5 apart. */
  public static Duration[] timeToFirstToken() {
    return seconds(
        .001, .005, .01, .02, .04, .06, .08, .1, .15, .2, .25, .3, .35, .4, .45, .5, .6, .75, .9, 1,
        1.5, 2.5, 5, 7.5, 10);
  }

  /** Time per output token; neighbours between 5 and 200 ms are at most a factor of 1.5 apart. */
  public static Duration[] timePerOutputToken() {
    return seconds(
        .005, .0075, .01, .0125, .015, .02, .025, .03, .04, .05, .075, .1, .15, .2, .3, .4, .5, .75,
        1, 2.5);
  }

  /** Duration of a request. */
  public static Duration[] requestDuration() {
    return seconds(.01, .02, .04, .08, .16, .32, .64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);
  }

  /**
   * Lateness of a modelled token: fine where a quiet machine is, coarse where an overloaded one is.
   */
  public static Duration[] tokenLateness() {
    return seconds(.0001, .00025, .0005, .001, .002, .003, .005, .01, .025, .05, .1, .25, 1);
  }

  /** What the gateway itself takes, from a cached decision to a slow decision model. */
  public static Duration[] gateway() {
    return seconds(.00001, .000025, .00005, .0001, .00025, .0005, .001, .005, .025, .1, .5, 2.5);
  }

  private static Duration[] seconds(double... seconds) {
    return DoubleStream.of(seconds)
        .mapToObj(s -> Duration.ofNanos(Math.round(s * 1e9)))
        .toArray(Duration[]::new);
  }
}
