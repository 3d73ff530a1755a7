package io.nearfar.edge.telemetry;

import static io.nearfar.serving.metric.GenAiTimers.TIER;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.nearfar.edge.backhaul.HopFailure;
import io.nearfar.model.outcome.Ending;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.policy.ModelFailure;
import io.nearfar.model.policy.Origin;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Tier;

/**
 * Counts of finished tasks by a few words of our own. Every series is there from the start, at
 * zero: one that appears with its first event has no rate before the second.
 */
final class TaskCounters {

  private static final String SERVICE_TYPE = "service_type";
  private static final String REASON = "reason";
  private static final String FROM = "from";

  private final MeterRegistry registry;

  TaskCounters(MeterRegistry registry) {
    this.registry = registry;
    for (Tier tier : Tier.values()) {
      for (ServiceType type : ServiceType.values()) {
        for (Ending ending : Ending.values()) {
          tasks(tier, type, ending, true);
          tasks(tier, type, ending, false);
        }
        infeasible(tier, type);
      }
    }
    for (Decision decision : Decision.values()) {
      for (Origin origin : Origin.values()) {
        decisions(decision, origin);
      }
    }
    for (ModelFailure failure : ModelFailure.values()) {
      decisionFallbacks(failure);
    }
    for (HopFailure failure : HopFailure.values()) {
      fallbacks(Tier.CLOUD, failure.word());
    }
    for (String word : LocalFailure.words()) {
      fallbacks(Tier.EDGE, word);
    }
  }

  /** Counts a finished task. */
  void count(TaskRecord task) {
    ServiceType type = task.task().serviceType();
    tasks(task.tier(), type, task.ending(), task.verdict().feasible()).increment();
    if (!task.verdict().attainable()) {
      infeasible(task.tier(), type).increment();
    }
    decisions(task.choice().decision(), task.choice().origin()).increment();
    task.choice().failure().ifPresent(failure -> decisionFallbacks(failure).increment());
    task.hopFailure().ifPresent(reason -> fallbacks(task.tier().other(), reason).increment());
  }

  private Counter tasks(Tier tier, ServiceType type, Ending ending, boolean feasible) {
    return counter(
        "nearfar.tasks",
        "Tasks by who answered, how they ended and whether the quality constraint held",
        Tags.of(
            TIER,
            tier.word(),
            SERVICE_TYPE,
            type.word(),
            "ending",
            ending.word(),
            "feasible",
            Boolean.toString(feasible)));
  }

  private Counter infeasible(Tier tier, ServiceType type) {
    return counter(
        "nearfar.tasks.infeasible",
        "Tasks for which neither decision meets the quality constraint, served all the same",
        Tags.of(SERVICE_TYPE, type.word(), TIER, tier.word()));
  }

  private Counter decisions(Decision decision, Origin origin) {
    return counter(
        "nearfar.decisions",
        "Decisions by what was decided and where it came from",
        Tags.of("decision", decision.word(), "origin", origin.word()));
  }

  private Counter decisionFallbacks(ModelFailure failure) {
    return counter(
        "nearfar.decision.fallbacks",
        "Decisions that the analytic model took, by why the decision model did not",
        Tags.of(REASON, failure.word()));
  }

  private Counter fallbacks(Tier from, String reason) {
    return counter(
        "nearfar.fallbacks",
        "Tasks handed to the other tier, by why the decided one did not answer",
        Tags.of(FROM, from.word(), REASON, reason));
  }

  private Counter counter(String name, String description, Tags tags) {
    return Counter.builder(name).description(description).tags(tags).register(registry);
  }
}
