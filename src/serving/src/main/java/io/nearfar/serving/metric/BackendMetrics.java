package io.nearfar.serving.metric;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.nearfar.serving.backend.LatenessListener;
import io.nearfar.serving.backend.ModelledBackend;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** What a modelled backend tells of itself. */
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
  public static void register(MeterRegistry registry, Tags tags, ModelledBackend backend) {
    Gauge.builder("nearfar.generations.active", backend, ModelledBackend::running)
        .description("Generations running now")
        .tags(tags)
        .register(registry);
    counter(registry, tags, backend, "completed", ModelledBackend::completed);
    counter(registry, tags, backend, "cancelled", ModelledBackend::cancelled);
    counter(registry, tags, backend, "failed", ModelledBackend::failed);
    counter(registry, tags, backend, "rejected", ModelledBackend::rejected);
  }

  private static void counter(
      MeterRegistry registry,
      Tags tags,
      ModelledBackend backend,
      String outcome,
      ToDoubleFunction<ModelledBackend> count) {
    FunctionCounter.builder("nearfar.generations", backend, count)
        .description("Generations by how they ended")
        .tags(tags.and("outcome", outcome))
        .register(registry);
  }
}
