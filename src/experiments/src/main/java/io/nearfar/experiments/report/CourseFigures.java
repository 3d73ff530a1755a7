package io.nearfar.experiments.report;

import io.nearfar.experiments.report.plot.Axis;
import io.nearfar.experiments.report.plot.Plot;
import io.nearfar.experiments.report.plot.Samples;
import io.nearfar.experiments.report.plot.Samples.Series;
import io.nearfar.model.outcome.Ending;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.ServiceType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** How the run went from its first task to its last. */
final class CourseFigures {

  private static final int POINTS = 250;
  private static final int MOST_POINTS = 1500;
  private static final int BINS = 40;
  private static final int LONGEST_WINDOW = 100;

  private CourseFigures() {}

  /** Reward beside the oracle's. */
  static Figure reward(RunData run) {
    String title = "Reward";
    String own = "policy";
    String oracle = "oracle";
    Samples lines = new Samples();
    StringBuilder windows = new StringBuilder();
    for (ServiceType type : ServiceType.values()) {
      List<TaskRecord> tasks =
          run.tasks().stream()
              .filter(task -> task.ending() == Ending.COMPLETED)
              .filter(task -> task.task().serviceType() == type)
              .toList();
      if (tasks.isEmpty()) {
        continue;
      }
      int window = Math.max(1, Math.min(LONGEST_WINDOW, tasks.size() / 10));
      windows.append(windows.isEmpty() ? "" : ", ").append(window).append(' ').append(type);
      movingMean(tasks, window, t -> t.verdict().reward(), new Series(type.word(), own, ""), lines);
      movingMean(
          tasks,
          window,
          t -> t.verdict().analyticReward() + t.verdict().regret(),
          new Series(type.word(), oracle, ""),
          lines);
    }
    if (lines.isEmpty()) {
      return Figure.absent(title, "No task was completed.");
    }
    String svg =
        new Plot(
                title,
                Axis.linear("completed tasks of the service type"),
                Axis.linear("reward (s)"))
            .colours(Palette.TYPES)
            .styles(Palette.ordered(own, "solid", oracle, "dashed"))
            .lines(lines)
            .svg("reward", FigureSet.WIDTH, FigureSet.HEIGHT);
    return new Figure(
        title,
        Optional.of(svg),
        "Mean of the latest tasks ("
            + windows
            + ") in order of arrival; dashed, what the best decisions would have earned by the"
            + " analytic model.");
  }

  /** Where decisions came from. */
  static Figure origins(RunData run) {
    String title = "Origin of the decisions";
    if (run.tasks().isEmpty()) {
      return Figure.absent(title, "The run has no tasks.");
    }
    int bins = Math.min(BINS, run.tasks().size());
    // Every origin of the run is in every part, so that the parts are stacked in the same order.
    List<String> origins =
        Palette.ORIGINS.keySet().stream()
            .filter(
                word -> run.tasks().stream().anyMatch(t -> t.choice().origin().word().equals(word)))
            .toList();
    Samples bars = new Samples();
    for (int bin = 0; bin < bins; bin++) {
      List<TaskRecord> tasks = bin(run.tasks(), bin, bins);
      for (String origin : origins) {
        long count = tasks.stream().filter(t -> t.choice().origin().word().equals(origin)).count();
        bars.add(bin + 1, 100.0 * count / tasks.size(), Series.of(origin));
      }
    }
    String svg =
        new Plot(title, Axis.linear("part of the run"), Axis.linear("share of tasks (%)"))
            .colours(Palette.ORIGINS)
            .stackedBars(bars)
            .svg("origins", FigureSet.WIDTH, FigureSet.HEIGHT);
    return new Figure(
        title,
        Optional.of(svg),
        "All tasks in order of arrival, in " + bins + " parts of equally many tasks.");
  }

  /** How much was offloaded. */
  static Figure offloading(RunData run) {
    String title = "Decided to offload";
    Samples lines = new Samples();
    for (ServiceType type : ServiceType.values()) {
      List<TaskRecord> tasks =
          run.tasks().stream().filter(task -> task.task().serviceType() == type).toList();
      int bins = Math.min(BINS / 2, tasks.size());
      for (int bin = 0; bin < bins; bin++) {
        List<TaskRecord> part = bin(tasks, bin, bins);
        long far = part.stream().filter(t -> t.choice().decision() == Decision.OFFLOAD).count();
        lines.add(100.0 * (bin + 0.5) / bins, 100.0 * far / part.size(), Series.of(type.word()));
      }
    }
    if (lines.isEmpty()) {
      return Figure.absent(title, "The run has no tasks.");
    }
    String svg =
        new Plot(title, Axis.linear("part of the run (%)"), Axis.linear("share of tasks (%)"))
            .colours(Palette.TYPES)
            .lines(lines)
            .points(lines)
            .svg("offloading", FigureSet.WIDTH, FigureSet.HEIGHT);
    return new Figure(
        title,
        Optional.of(svg),
        "Share of each service type that was decided to be offloaded, over parts of equally many"
            + " tasks in order of arrival.");
  }

  /** The backhaul beside its running estimate. */
  static Figure backhaul(RunData run) {
    String title = "Backhaul";
    List<TaskRecord> tasks =
        run.tasks().stream()
            .filter(Group::completedAsDecided)
            .filter(task -> task.measured().backhaulSeconds().isPresent())
            .filter(task -> task.analytic().backhaulSeconds().isPresent())
            .toList();
    boolean positive =
        tasks.stream()
            .flatMap(task -> Stream.of(task.measured(), task.analytic()))
            .allMatch(timing -> timing.backhaulSeconds().getAsDouble() > 0);
    if (tasks.isEmpty()) {
      return Figure.absent(title, "No offloaded task was completed, so no backhaul was seen.");
    }
    Instant start = run.tasks().get(0).arrival();
    String seen = "measured";
    String estimate = "estimate at the decision";
    Samples points = new Samples();
    Samples line = new Samples();
    Thinning.byCell(
            tasks,
            task -> seconds(start, task),
            task -> task.measured().backhaulSeconds().getAsDouble(),
            MOST_POINTS)
        .forEach(
            task ->
                points.add(
                    seconds(start, task),
                    1e3 * task.measured().backhaulSeconds().getAsDouble(),
                    Series.of(seen)));
    for (int i : Thinning.evenly(tasks.size(), POINTS)) {
      line.add(
          seconds(start, tasks.get(i)),
          1e3 * tasks.get(i).analytic().backhaulSeconds().getAsDouble(),
          Series.of(estimate));
    }
    String svg =
        new Plot(
                title,
                Axis.linear("arrival (s since the first task)"),
                new Axis("share (ms)", positive))
            .colours(Palette.ordered(seen, "#56b4e9", estimate, "#333333"))
            .points(points)
            .lines(line)
            .svg("backhaul", FigureSet.WIDTH, FigureSet.HEIGHT);
    return new Figure(
        title,
        Optional.of(svg),
        "The backhaul's share of the delay of "
            + Numbers.count(tasks.size(), "offloaded task")
            + " ("
            + Numbers.count(points.size())
            + " drawn), and the running estimate that the analytic values use.");
  }

  private static void movingMean(
      List<TaskRecord> tasks,
      int window,
      ToDoubleFunction<TaskRecord> value,
      Series series,
      Samples lines) {
    double[] sums = new double[tasks.size() + 1];
    for (int i = 0; i < tasks.size(); i++) {
      sums[i + 1] = sums[i] + value.applyAsDouble(tasks.get(i));
    }
    for (int i : Thinning.evenly(tasks.size() - window + 1, POINTS)) {
      lines.add(i + window, (sums[i + window] - sums[i]) / window, series);
    }
  }

  private static List<TaskRecord> bin(List<TaskRecord> tasks, int bin, int bins) {
    return tasks.subList(
        (int) ((long) bin * tasks.size() / bins), (int) ((bin + 1L) * tasks.size() / bins));
  }

  private static double seconds(Instant start, TaskRecord task) {
    return Duration.between(start, task.arrival()).toNanos() / 1e9;
  }
}
