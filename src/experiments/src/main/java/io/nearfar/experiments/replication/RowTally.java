package io.nearfar.experiments.replication;

import io.nearfar.experiments.result.SeedRow;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.policy.Origin;
import io.nearfar.model.task.Decision;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Quantile;

/** The running sums of one row. */
final class RowTally {

  private static final int ROOM = 1024;

  private final String tier;
  private final String serviceType;
  private final Mean delay = Mean.create();
  private final Mean radio = Mean.create();
  private final Mean reward = Mean.create();
  private final Mean regret = Mean.create();
  private final Map<Origin, Integer> byOrigin = new EnumMap<>(Origin.class);
  private double[] delays = new double[ROOM];
  private int tasks;
  private int successes;
  private int offloaded;
  private int infeasible;

  RowTally(String tier, String serviceType) {
    this.tier = tier;
    this.serviceType = serviceType;
  }

  /** Counts a task that belongs to the row. */
  void add(TaskRecord task) {
    if (!has(task)) {
      return;
    }
    if (tasks == delays.length) {
      delays = Arrays.copyOf(delays, 2 * tasks);
    }
    // As the user sees it; where the times contain the radio share, it is 0 here.
    double seen = task.measured().delaySeconds() + task.verdict().radioSeconds();
    delays[tasks++] = seen;
    delay.accept(seen);
    radio.accept(task.verdict().radioSeconds());
    reward.accept(task.verdict().reward());
    regret.accept(task.verdict().regret());
    byOrigin.merge(task.choice().origin(), 1, Integer::sum);
    successes += task.verdict().feasible() ? 1 : 0;
    infeasible += task.verdict().attainable() ? 0 : 1;
    offloaded += task.choice().decision() == Decision.OFFLOAD ? 1 : 0;
  }

  private boolean has(TaskRecord task) {
    return (tier.equals(SeedRow.BOTH_TIERS) || tier.equals(task.tier().word()))
        && (serviceType.equals(SeedRow.ALL_TYPES)
            || serviceType.equals(task.task().serviceType().word()));
  }

  SeedRow row(long seed) {
    return new SeedRow(
        seed,
        tier,
        serviceType,
        tasks,
        ofTasks(delay.getAsDouble()),
        quantile(0.5),
        quantile(0.95),
        quantile(0.99),
        ofTasks(radio.getAsDouble()),
        ofTasks((double) successes / tasks),
        ofTasks(reward.getAsDouble()),
        ofTasks(regret.getAsDouble()),
        ofTasks((double) offloaded / tasks),
        infeasible,
        byOrigin.getOrDefault(Origin.EXPLORED, 0),
        byOrigin.getOrDefault(Origin.MODEL, 0),
        byOrigin.getOrDefault(Origin.CACHED, 0),
        byOrigin.getOrDefault(Origin.FALLBACK, 0));
  }

  private OptionalDouble quantile(double probability) {
    return tasks == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Quantile.withDefaults().evaluateRange(delays, 0, tasks, probability));
  }

  private OptionalDouble ofTasks(double value) {
    return tasks == 0 ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
