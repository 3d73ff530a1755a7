package io.nearfar.edge.telemetry;

import static io.nearfar.serving.metric.GenAiTimers.ANALYTIC;
import static io.nearfar.serving.metric.GenAiTimers.MEASURED;
import static io.nearfar.serving.metric.GenAiTimers.SOURCE;
import static io.nearfar.serving.metric.GenAiTimers.TIER;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.nearfar.model.outcome.Timing;
import io.nearfar.model.task.Tier;
import java.util.OptionalDouble;

/**
 * How far the analytic model is off, for the answers of one tier: in the mean, which a model of
 * means must get right, and for a single task, whose jitter no mean can tell.
 */
record ModelError(Quantity ttft, Quantity tpot, Quantity delay) {

  static ModelError of(MeterRegistry registry, Tier tier) {
    return new ModelError(
        Quantity.of(registry, tier, "ttft"),
        Quantity.of(registry, tier, "tpot"),
        Quantity.of(registry, tier, "delay"));
  }

  /** Records a task that was answered where it was decided. */
  void record(Timing measured, Timing analytic) {
    ttft.record(measured.ttftSeconds(), analytic.ttftSeconds());
    tpot.record(measured.tpotSeconds(), analytic.tpotSeconds());
    delay.record(
        OptionalDouble.of(measured.delaySeconds()), OptionalDouble.of(analytic.delaySeconds()));
  }

  /**
   * One quantity.
   *
   * @param measured sum over the tasks, in seconds
   * @param analytic sum over the same tasks, in seconds: one by the other is the ratio of the means
   * @param spread |measured - analytic| / analytic of each task
   */
  private record Quantity(Counter measured, Counter analytic, DistributionSummary spread) {

    static Quantity of(MeterRegistry registry, Tier tier, String quantity) {
      Tags tags = Tags.of(TIER, tier.word(), "quantity", quantity);
      return new Quantity(
          sum(registry, tags.and(SOURCE, MEASURED)),
          sum(registry, tags.and(SOURCE, ANALYTIC)),
          DistributionSummary.builder("nearfar.model.relative.error")
              .description(
                  "Relative error of the analytic model for a single task,"
                      + " |measured - analytic| / analytic")
              .tags(tags)
              .serviceLevelObjectives(.001, .002, .005, .01, .02, .05, .1, .2, .5, 1)
              .register(registry));
    }

    private static Counter sum(MeterRegistry registry, Tags tags) {
      return Counter.builder("nearfar.model.compared")
          .description("Sum over the tasks that measurement and analytic model are compared for")
          .baseUnit("seconds")
          .tags(tags)
          .register(registry);
    }

    void record(OptionalDouble seen, OptionalDouble promised) {
      if (seen.isPresent() && promised.isPresent() && promised.getAsDouble() > 0) {
        double promisedSeconds = promised.getAsDouble();
        measured.increment(seen.getAsDouble());
        analytic.increment(promisedSeconds);
        spread.record(Math.abs(seen.getAsDouble() - promisedSeconds) / promisedSeconds);
      }
    }
  }
}
