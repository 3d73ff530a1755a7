package io.nearfar.serving.metric;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The three latencies of a generation that OpenTelemetry names, for one combination of labels.
 * Values are in seconds on the wire; what they mean is chapter 2 of the model: a measured time per
 * output token is (last token - first token) / (n - 1).
 *
 * @param timeToFirstToken {@code gen_ai.server.time_to_first_token}
 * @param timePerOutputToken {@code gen_ai.server.time_per_output_token}
 * @param requestDuration {@code gen_ai.server.request.duration}
 */
public record GenAiTimers(Timer timeToFirstToken, Timer timePerOutputToken, Timer requestDuration) {

  /** Label that tells the wall clock from the model: {@link #MEASURED} or {@link #ANALYTIC}. */
  public static final String SOURCE = "source";

  /** Seen by the wall clock. */
  public static final String MEASURED = "measured";

  /** Computed by the model. */
  public static final String ANALYTIC = "analytic";

  /** Label of the model that answered; to be taken from the configuration, never from a request. */
  public static final String RESPONSE_MODEL = "gen_ai.response.model";

  /** Label of the tier that answered, edge or cloud. */
  public static final String TIER = "tier";

  /** The timers of these labels, made when they do not exist. */
  public static GenAiTimers of(MeterRegistry registry, Tags tags) {
    return new GenAiTimers(
        timer(
            registry,
            tags,
            "gen_ai.server.time_to_first_token",
            "Time to generate the first token",
            MetricBuckets.timeToFirstToken()),
        timer(
            registry,
            tags,
            "gen_ai.server.time_per_output_token",
            "Time per output token after the first",
            MetricBuckets.timePerOutputToken()),
        timer(
            registry,
            tags,
            "gen_ai.server.request.duration",
            "Time from the request to the last token",
            MetricBuckets.requestDuration()));
  }

  private static Timer timer(
      MeterRegistry registry, Tags tags, String name, String description, Duration[] buckets) {
    return Timer.builder(name)
        .description(description)
        .tags(tags)
        .serviceLevelObjectives(buckets)
        .register(registry);
  }

  /**
   * Records a completed generation.
   *
   * @param ttftSeconds time to first token, >= 0
   * @param tpotSeconds time per output token, >= 0; NaN when there is none, as of a single token
   * @param durationSeconds from request to last token, >= 0
   */
  public void record(double ttftSeconds, double tpotSeconds, double durationSeconds) {
    record(timeToFirstToken, ttftSeconds);
    record(timePerOutputToken, tpotSeconds);
    record(requestDuration, durationSeconds);
  }

  private static void record(Timer timer, double seconds) {
    if (!Double.isNaN(seconds)) {
      timer.record(Math.round(seconds * 1e9), TimeUnit.NANOSECONDS);
    }
  }
}
