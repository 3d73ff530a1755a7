package io.nearfar.serving.metric;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.nearfar.serving.backend.GenerationCounts;
import io.nearfar.serving.backend.LatenessListener;
import io.nearfar.serving.upstream.UpstreamBackend;
import io.nearfar.serving.upstream.UpstreamFailure;
import io.nearfar.serving.upstream.UpstreamProbe;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** What a backend tells of itself. */
public final class BackendMetrics {

  private BackendMetrics() {}

  /**
   * A histogram {@code nearfar.token.lateness}: how long after its due time a token was handed
   * over.
   */
  public static LatenessListener lateness(MeterRegistry registry, Tags tags) {
    Timer timer =
        Timer.builder("nearfar.token.lateness")
            .description("How long after its due time a token was handed to the socket")
            .tags(tags)
            .serviceLevelObjectives(MetricBuckets.tokenLateness())
            .register(registry);
    return nanos -> timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * Registers {@code nearfar.generations.active} and the counter {@code nearfar.generations} with
   * its label {@code outcome}: completed, cancelled, failed, rejected.
   */
  public static void register(MeterRegistry registry, Tags tags, GenerationCounts counts) {
    Gauge.builder("nearfar.generations.active", counts, GenerationCounts::running)
        .description("Generations running now")
        .tags(tags)
        .register(registry);
    counter(registry, tags, counts, "completed", GenerationCounts::completed);
    counter(registry, tags, counts, "cancelled", GenerationCounts::cancelled);
    counter(registry, tags, counts, "failed", GenerationCounts::failed);
    counter(registry, tags, counts, "rejected", GenerationCounts::rejected);
  }

  /**
   * Registers {@code nearfar.upstream.up} and the counter {@code nearfar.upstream.failures} with
   * its label {@code reason}: the words of {@link UpstreamFailure}.
   */
  public static void registerUpstream(
      MeterRegistry registry, Tags tags, UpstreamBackend backend, UpstreamProbe probe) {
    Gauge.builder("nearfar.upstream.up", probe, p -> p.up() ? 1 : 0)
        .description("Whether the model's server answers: 1 or 0")
        .tags(tags)
        .register(registry);
    for (UpstreamFailure reason : UpstreamFailure.values()) {
      FunctionCounter.builder("nearfar.upstream.failures", backend, b -> b.failures(reason))
          .description("Generations that the model's server failed, by why")
          .tags(tags.and("reason", reason.word()))
          .register(registry);
    }
  }

  private static void counter(
      MeterRegistry registry,
      Tags tags,
      GenerationCounts counts,
      String outcome,
      ToDoubleFunction<GenerationCounts> count) {
    FunctionCounter.builder("nearfar.generations", counts, count)
        .description("Generations by how they ended")
        .tags(tags.and("outcome", outcome))
        .register(registry);
  }
}
