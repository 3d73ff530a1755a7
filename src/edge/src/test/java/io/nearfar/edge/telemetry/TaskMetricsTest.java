package io.nearfar.edge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nearfar.edge.backhaul.HopFailure;
import io.nearfar.model.outcome.Ending;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.outcome.Timing;
import io.nearfar.model.policy.Choice;
import io.nearfar.model.policy.Feedback;
import io.nearfar.model.policy.Origin;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Task;
import io.nearfar.model.task.Tier;
import io.nearfar.serving.upstream.UpstreamFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TaskMetricsTest {

  private static final Task TASK = new Task(0, ServiceType.QUALITY_PREFERRED, 1, 500);
  private static final Condition CONDITION = Condition.of("small", "quality-preferred");
  private static final Timing TIMING =
      new Timing(OptionalDouble.empty(), OptionalDouble.empty(), 1, OptionalDouble.empty());

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final TaskMetrics metrics = new TaskMetrics(registry);

  @Test
  void countsTasksThatNoModelIsGoodEnoughFor() {
    metrics.publish(task(true));
    assertThat(infeasible()).isZero();

    metrics.publish(task(false));
    metrics.publish(task(false));
    assertThat(infeasible()).isEqualTo(2);
    assertThat(
            registry.get("nearfar.tasks").tags("feasible", "false").counters().stream()
                .mapToDouble(Counter::count)
                .sum())
        .isEqualTo(3);
  }

  /** A burst of fallbacks begins with the first: there must be something that it rises from. */
  @Test
  void hasFallbacksFromEitherTierAtZeroFromTheStart() {
    assertThat(fallbacks("cloud"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(HopFailure.values()).map(HopFailure::word).toList());
    assertThat(fallbacks("edge"))
        .contains("local-saturated", "local-connect", "local-first-token-deadline")
        .hasSize(1 + UpstreamFailure.values().length);
  }

  private List<String> fallbacks(String from) {
    return registry.get("nearfar.fallbacks").tags("from", from).counters().stream()
        .filter(counter -> counter.count() == 0)
        .map(counter -> counter.getId().getTag("reason"))
        .toList();
  }

  /**
   * Its measured delay holds a failed attempt, of which the model of the other tier knows nothing.
   */
  @Test
  void comparesNoTaskThatWasRerouted() {
    metrics.publish(task(true, Optional.of("connect")));
    assertThat(compared()).isZero();

    metrics.publish(task(true));
    assertThat(compared()).isEqualTo(TIMING.delaySeconds());
  }

  private double compared() {
    return registry
        .get("nearfar.model.compared")
        .tags("tier", "edge", "quantity", "delay", "source", "measured")
        .counter()
        .count();
  }

  private double infeasible() {
    return registry
        .get("nearfar.tasks.infeasible")
        .tags("service_type", "quality-preferred", "tier", "edge")
        .counter()
        .count();
  }

  /** A violation of (4e), of a task that another decision could have met or not. */
  private static FinishedTask task(boolean attainable) {
    return task(attainable, Optional.empty());
  }

  private static FinishedTask task(boolean attainable, Optional<String> hopFailure) {
    TaskRecord taskRecord =
        new TaskRecord(
            "run",
            "1",
            Instant.EPOCH,
            TASK,
            500,
            CONDITION,
            "icl",
            Choice.of(Decision.LOCAL, Origin.MODEL),
            Tier.EDGE,
            "near-model",
            hopFailure,
            Ending.COMPLETED,
            0,
            TIMING,
            TIMING,
            new TaskRecord.Verdict(false, attainable, 0, -1, -1, 0));
    return new FinishedTask(
        taskRecord, new Feedback(TASK, CONDITION, Decision.LOCAL, -1, false), 0, true);
  }
}
