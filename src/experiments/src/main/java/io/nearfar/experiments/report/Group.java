package io.nearfar.experiments.report;

import io.nearfar.model.outcome.Ending;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.policy.Origin;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Tier;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.descriptive.Quantile;

/**
 * The tasks of a tier and a service type in numbers; without tier or type, of all of them. A task
 * belongs to the tier that generated, whatever was decided.
 *
 * @param tier empty for both
 * @param serviceType empty for both
 * @param tasks all tasks; the sum of the next four
 * @param completed completed by the tier that was decided. Delays and errors are theirs
 * @param hopFallbacks completed by the other tier after the decided one failed. Their delay has the
 *     failure in it, so they count in success, reward and regret only
 * @param cancelled the client went away; counted here only
 * @param failed broke off; counted here only
 * @param comparisons measured beside analytic
 * @param p50DelaySeconds median of the measured delay; likewise p95, p99 (Hyndman and Fan's 8th)
 * @param infeasible of all tasks those for which neither decision meets (4e)
 * @param successRate share of the answered tasks that met (4e), in [0, 1]
 * @param meanReward mean reward of the answered tasks, equation (10), in seconds
 * @param meanRegretSeconds mean regret of the answered tasks
 * @param offloadShare share of all tasks whose decision was to offload, in [0, 1]
 * @param decisions all tasks by origin of their decision
 */
record Group(
    Optional<Tier> tier,
    Optional<ServiceType> serviceType,
    int tasks,
    int completed,
    int hopFallbacks,
    int cancelled,
    int failed,
    Map<Quantity, Comparison> comparisons,
    OptionalDouble p50DelaySeconds,
    OptionalDouble p95DelaySeconds,
    OptionalDouble p99DelaySeconds,
    int infeasible,
    OptionalDouble successRate,
    OptionalDouble meanReward,
    OptionalDouble meanRegretSeconds,
    OptionalDouble offloadShare,
    Map<Origin, Integer> decisions) {

  static Group of(Optional<Tier> tier, Optional<ServiceType> type, List<TaskRecord> everything) {
    List<TaskRecord> tasks =
        everything.stream()
            .filter(task -> tier.isEmpty() || tier.get() == task.tier())
            .filter(task -> type.isEmpty() || type.get() == task.task().serviceType())
            .toList();
    List<TaskRecord> completed = tasks.stream().filter(Group::completedAsDecided).toList();
    List<TaskRecord> answered =
        tasks.stream().filter(task -> task.ending() == Ending.COMPLETED).toList();
    Map<Quantity, Comparison> comparisons = new EnumMap<>(Quantity.class);
    for (Quantity quantity : Quantity.values()) {
      comparisons.put(quantity, Comparison.of(quantity, completed));
    }
    Map<Origin, Integer> decisions = new EnumMap<>(Origin.class);
    for (Origin origin : Origin.values()) {
      decisions.put(
          origin, (int) tasks.stream().filter(task -> task.choice().origin() == origin).count());
    }
    double[] delays = completed.stream().mapToDouble(t -> t.measured().delaySeconds()).toArray();
    return new Group(
        tier,
        type,
        tasks.size(),
        completed.size(),
        answered.size() - completed.size(),
        ended(tasks, Ending.CANCELLED),
        ended(tasks, Ending.FAILED),
        comparisons,
        quantile(delays, 0.5),
        quantile(delays, 0.95),
        quantile(delays, 0.99),
        (int) tasks.stream().filter(task -> !task.verdict().attainable()).count(),
        mean(answered, task -> task.verdict().feasible() ? 1 : 0),
        mean(answered, task -> task.verdict().reward()),
        mean(answered, task -> task.verdict().regret()),
        mean(tasks, task -> task.choice().decision() == Decision.OFFLOAD ? 1 : 0),
        decisions);
  }

  /** Whether the task was completed by the tier that was decided. */
  static boolean completedAsDecided(TaskRecord task) {
    return task.ending() == Ending.COMPLETED && task.hopFailure().isEmpty();
  }

  /** The word for its tier. */
  String tierWord() {
    return tier.map(Tier::word).orElse("both");
  }

  /** The word for its service type. */
  String typeWord() {
    return serviceType.map(ServiceType::word).orElse("all");
  }

  /** The numbers by the names they have in files; an absent number is null. */
  Map<String, Object> columns() {
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("tier", tierWord());
    columns.put("service_type", typeWord());
    columns.put("tasks", tasks);
    columns.put("completed", completed);
    columns.put("hop_fallbacks", hopFallbacks);
    columns.put("cancelled", cancelled);
    columns.put("failed", failed);
    comparisons.forEach(
        (quantity, comparison) -> {
          String name = quantity.column();
          columns.put(name + "_tasks", comparison.tasks());
          columns.put(name + "_measured_mean_seconds", cell(comparison.measuredMeanSeconds()));
          columns.put(name + "_analytic_mean_seconds", cell(comparison.analyticMeanSeconds()));
          columns.put(name + "_error_percent", cell(comparison.errorPercent()));
        });
    columns.put("delay_p50_seconds", cell(p50DelaySeconds));
    columns.put("delay_p95_seconds", cell(p95DelaySeconds));
    columns.put("delay_p99_seconds", cell(p99DelaySeconds));
    columns.put("infeasible", infeasible);
    columns.put("success_rate", cell(successRate));
    columns.put("reward_mean", cell(meanReward));
    columns.put("regret_mean_seconds", cell(meanRegretSeconds));
    columns.put("offload_share", cell(offloadShare));
    decisions.forEach((origin, count) -> columns.put("decisions_" + origin.word(), count));
    return columns;
  }

  /** A number as a cell: null when absent. */
  static Double cell(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private static int ended(List<TaskRecord> tasks, Ending ending) {
    return (int) tasks.stream().filter(task -> task.ending() == ending).count();
  }

  private static OptionalDouble mean(List<TaskRecord> tasks, ToDoubleFunction<TaskRecord> value) {
    return Comparison.mean(tasks.stream().mapToDouble(value).toArray());
  }

  private static OptionalDouble quantile(double[] values, double probability) {
    return values.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Quantile.withDefaults().withCopy(true).evaluate(values, probability));
  }
}
