package io.nearfar.experiments.report;

import io.nearfar.model.outcome.Ending;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a run went, in windows of equal length: where the link changed, or the cloud node was away,
 * the mean over the run says little.
 */
final class CourseTable {

  private static final int WINDOWS = 12;

  private CourseTable() {}

  /** The table; empty where there are fewer tasks than windows, or all arrived at once. */
  static Optional<Table> of(List<TaskRecord> tasks) {
    if (tasks.size() < WINDOWS) {
      return Optional.empty();
    }
    Instant start = tasks.get(0).arrival();
    double span = seconds(start, tasks.get(tasks.size() - 1));
    if (span == 0) {
      return Optional.empty();
    }
    List<List<TaskRecord>> windows = new ArrayList<>();
    for (int i = 0; i < WINDOWS; i++) {
      windows.add(new ArrayList<>());
    }
    for (TaskRecord task : tasks) {
      int window = (int) (seconds(start, task) / span * WINDOWS);
      windows.get(Math.min(window, WINDOWS - 1)).add(task);
    }
    List<Table.Row> rows = new ArrayList<>();
    for (int i = 0; i < WINDOWS; i++) {
      rows.add(new Table.Row(false, cells(i * span / WINDOWS, windows.get(i))));
    }
    return Optional.of(
        new Table(
            "Course",
            List.of(
                new Table.Span("arrival", 1),
                new Table.Span("", 1),
                new Table.Span("decided to offload %", 2),
                new Table.Span("", 1),
                new Table.Span("backhaul ms", 3),
                new Table.Span("delay s, cloud", 2),
                new Table.Span("delay s, edge", 2)),
            List.of(
                "from s",
                "tasks",
                ServiceType.REGULAR.word(),
                ServiceType.QUALITY_PREFERRED.word(),
                "fallback",
                "meas.",
                "model",
                "err %",
                "meas.",
                "model",
                "meas.",
                "model"),
            0,
            rows));
  }

  private static List<String> cells(double fromSeconds, List<TaskRecord> tasks) {
    List<String> cells = new ArrayList<>();
    cells.add(String.format(Locale.ROOT, "%.1f", fromSeconds));
    cells.add(String.valueOf(tasks.size()));
    for (ServiceType type : ServiceType.values()) {
      cells.add(Numbers.fixed(Comparison.mean(offloaded(tasks, type)), 1));
    }
    cells.add(String.valueOf(tasks.stream().filter(CourseTable::rerouted).count()));
    Comparison backhaul = Comparison.of(Quantity.BACKHAUL, decided(tasks, Tier.CLOUD));
    pair(Quantity.BACKHAUL, backhaul, cells);
    cells.add(Numbers.fixed(backhaul.errorPercent(), 2));
    for (Tier tier : List.of(Tier.CLOUD, Tier.EDGE)) {
      pair(Quantity.DELAY, Comparison.of(Quantity.DELAY, decided(tasks, tier)), cells);
    }
    return cells;
  }

  private static void pair(Quantity quantity, Comparison comparison, List<String> cells) {
    cells.add(Numbers.of(quantity.inUnit(comparison.measuredMeanSeconds())));
    cells.add(Numbers.of(quantity.inUnit(comparison.analyticMeanSeconds())));
  }

  /** For each task of a service type 100 where it was decided to offload it, else 0. */
  private static double[] offloaded(List<TaskRecord> tasks, ServiceType type) {
    return tasks.stream()
        .filter(task -> task.task().serviceType() == type)
        .mapToDouble(task -> task.choice().decision() == Decision.OFFLOAD ? 100 : 0)
        .toArray();
  }

  private static List<TaskRecord> decided(List<TaskRecord> tasks, Tier tier) {
    return tasks.stream()
        .filter(Group::completedAsDecided)
        .filter(task -> task.tier() == tier)
        .toList();
  }

  private static boolean rerouted(TaskRecord task) {
    return task.ending() == Ending.COMPLETED && task.hopFailure().isPresent();
  }

  private static double seconds(Instant start, TaskRecord task) {
    return Duration.between(start, task.arrival()).toNanos() / 1e9;
  }
}
