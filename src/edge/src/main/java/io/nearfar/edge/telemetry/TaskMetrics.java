package io.nearfar.edge.telemetry;

import static io.nearfar.serving.metric.GenAiTimers.ANALYTIC;
import static io.nearfar.serving.metric.GenAiTimers.MEASURED;
import static io.nearfar.serving.metric.GenAiTimers.SOURCE;
import static io.nearfar.serving.metric.GenAiTimers.TIER;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.nearfar.model.outcome.Ending;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.outcome.Timing;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Tier;
import io.nearfar.serving.metric.GenAiTimers;
import io.nearfar.serving.metric.MetricBuckets;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Metrics of finished tasks: measured and analytic values of the same tasks side by side, and how
 * far apart they are. Every label is one of a few words of our own.
 */
@Singleton
public class TaskMetrics {

  private static final String SERVICE_TYPE = "service_type";
  private static final int REWARD_WINDOW = 100;

  private final TaskCounters counters;
  private final Map<Tier, Map<ServiceType, Delays>> delays = new EnumMap<>(Tier.class);
  private final Map<ServiceType, Rewards> rewards = new EnumMap<>(ServiceType.class);
  private final Map<Tier, ModelError> errors = new EnumMap<>(Tier.class);
  private final Timer decisionLatency;
  private final Timer overhead;
  private final Timer transmission;

  TaskMetrics(MeterRegistry registry) {
    counters = new TaskCounters(registry);
    for (Tier tier : Tier.values()) {
      Map<ServiceType, Delays> byType = new EnumMap<>(ServiceType.class);
      for (ServiceType type : ServiceType.values()) {
        byType.put(type, Delays.of(registry, tier, type));
      }
      delays.put(tier, byType);
      errors.put(tier, ModelError.of(registry, tier));
    }
    for (ServiceType type : ServiceType.values()) {
      rewards.put(type, Rewards.of(registry, type));
    }
    decisionLatency =
        Timer.builder("nearfar.decision.latency")
            .description("Time from the arrival of a task to its decision")
            .serviceLevelObjectives(MetricBuckets.gateway())
            .register(registry);
    overhead =
        Timer.builder("nearfar.gateway.overhead")
            .description("The gateway's own share of the time to the first token")
            .serviceLevelObjectives(MetricBuckets.gateway())
            .register(registry);
    transmission =
        Timer.builder("nearfar.transmission.delay")
            .description(
                "Transmission share t_tran of the radio link, where measured times do not contain it")
            .serviceLevelObjectives(MetricBuckets.timeToFirstToken())
            .register(registry);
  }

  /** Publishes a finished task. */
  void publish(FinishedTask finished) {
    TaskRecord task = finished.taskRecord();
    counters.count(task);
    record(decisionLatency, task.decisionSeconds());
    record(overhead, finished.overheadSeconds());
    if (task.ending() != Ending.COMPLETED) {
      return;
    }
    record(transmission, task.verdict().radioSeconds());
    Delays group = delays.get(task.tier()).get(task.task().serviceType());
    group.measured.record(task.measured(), task.verdict().radioSeconds());
    group.analytic.record(task.analytic(), task.verdict().radioSeconds());
    if (task.hopFailure().isEmpty()) {
      errors.get(task.tier()).record(task.measured(), task.analytic());
    }
    rewards.get(task.task().serviceType()).record(task.verdict());
  }

  private static void record(Timer timer, double seconds) {
    timer.record(Math.round(seconds * 1e9), TimeUnit.NANOSECONDS);
  }

  /** Both sources of one tier and service type. */
  private record Delays(Source measured, Source analytic) {
    static Delays of(MeterRegistry registry, Tier tier, ServiceType type) {
      Tags tags = Tags.of(TIER, tier.word(), SERVICE_TYPE, type.word());
      return new Delays(
          Source.of(registry, tags.and(SOURCE, MEASURED)),
          Source.of(registry, tags.and(SOURCE, ANALYTIC)));
    }
  }

  /**
   * One source: what OpenTelemetry names, the service delay with its radio share, and the backhaul.
   */
  private record Source(GenAiTimers genAi, Timer serviceDelay, Timer backhaul) {
    static Source of(MeterRegistry registry, Tags tags) {
      return new Source(
          GenAiTimers.of(registry, tags),
          timer(
              registry,
              "nearfar.service.delay",
              "Service delay t_total, radio share included",
              tags),
          timer(
              registry,
              "nearfar.backhaul.delay",
              "Backhaul share t_back of offloaded tasks",
              tags));
    }

    private static Timer timer(MeterRegistry registry, String name, String description, Tags tags) {
      return Timer.builder(name)
          .description(description)
          .tags(tags)
          .serviceLevelObjectives(
              name.endsWith("backhaul.delay")
                  ? MetricBuckets.timeToFirstToken()
                  : MetricBuckets.requestDuration())
          .register(registry);
    }

    void record(Timing timing, double radioSeconds) {
      genAi.record(
          timing.ttftSeconds().orElse(Double.NaN),
          timing.tpotSeconds().orElse(Double.NaN),
          timing.delaySeconds());
      TaskMetrics.record(serviceDelay, timing.delaySeconds() + radioSeconds);
      timing.backhaulSeconds().ifPresent(seconds -> TaskMetrics.record(backhaul, seconds));
    }
  }

  /** Means over the latest tasks of one service type; gauges, since a reward can be negative. */
  private record Rewards(RecentMean measured, RecentMean analytic, RecentMean regret) {
    static Rewards of(MeterRegistry registry, ServiceType type) {
      Tags tags = Tags.of(SERVICE_TYPE, type.word());
      Rewards rewards =
          new Rewards(
              new RecentMean(REWARD_WINDOW),
              new RecentMean(REWARD_WINDOW),
              new RecentMean(REWARD_WINDOW));
      gauge(registry, "nearfar.reward", tags.and(SOURCE, MEASURED), rewards.measured);
      gauge(registry, "nearfar.reward", tags.and(SOURCE, ANALYTIC), rewards.analytic);
      gauge(registry, "nearfar.regret", tags, rewards.regret);
      return rewards;
    }

    private static void gauge(MeterRegistry registry, String name, Tags tags, RecentMean mean) {
      io.micrometer.core.instrument.Gauge.builder(name, mean, RecentMean::mean)
          .description("Mean over the latest " + REWARD_WINDOW + " tasks, in seconds")
          .baseUnit("seconds")
          .tags(tags)
          .register(registry);
    }

    void record(TaskRecord.Verdict verdict) {
      measured.add(verdict.reward());
      analytic.add(verdict.analyticReward());
      regret.add(verdict.regret());
    }
  }
}
