package io.nearfar.experiments.report;

import io.nearfar.experiments.report.plot.Axis;
import io.nearfar.experiments.report.plot.Plot;
import io.nearfar.experiments.report.plot.Samples;
import io.nearfar.experiments.report.plot.Samples.Series;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Tier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How long tasks took, and how far that was from the promise. */
final class DelayFigures {

  private static final int STEPS = 150;
  private static final int MOST_POINTS = 800;
  private static final double SMALLEST_ERROR_PERCENT = 1e-3;
  private static final String COMPLETED = "Tasks completed by the tier that was decided";

  private DelayFigures() {}

  /** Measured against analytic delay. */
  static Figure promise(RunData run) {
    String title = "Measured against analytic delay";
    List<TaskRecord> tasks =
        completed(run).stream()
            .filter(task -> task.analytic().delaySeconds() > 0)
            .filter(task -> task.measured().delaySeconds() > 0)
            .toList();
    if (tasks.isEmpty()) {
      return Figure.absent(title, "No task was completed by the tier that was decided.");
    }
    Samples points = new Samples();
    for (Tier tier : Tier.values()) {
      Thinning.byCell(
              tasks.stream().filter(task -> task.tier() == tier).toList(),
              task -> Math.log(task.analytic().delaySeconds()),
              task -> Math.log(task.measured().delaySeconds()),
              MOST_POINTS)
          .forEach(
              task ->
                  points.add(
                      task.analytic().delaySeconds(),
                      task.measured().delaySeconds(),
                      Series.of(tier.word())));
    }
    double least = tasks.stream().mapToDouble(t -> t.analytic().delaySeconds()).min().orElseThrow();
    double most = tasks.stream().mapToDouble(t -> t.analytic().delaySeconds()).max().orElseThrow();
    String svg =
        new Plot(title, Axis.logarithmic("analytic delay (s)"), Axis.logarithmic("measured (s)"))
            .colours(Palette.TIERS)
            .reference(least / 1.2, least / 1.2, most * 1.2, most * 1.2)
            .points(points)
            .svg("promise", FigureSet.WIDTH, FigureSet.HEIGHT);
    String drawn =
        points.size() == tasks.size()
            ? "one point each"
            : Numbers.count(points.size())
                + " of "
                + Numbers.count(tasks.size())
                + " drawn, one where several would cover each other";
    return new Figure(
        title,
        Optional.of(svg),
        COMPLETED + ", " + drawn + "; on the dashed line the model is exact.");
  }

  /** How far off the model was, task by task. */
  static Figure errors(RunData run) {
    String title = "Error of the model, task by task";
    Samples steps = new Samples();
    for (Quantity quantity : Quantity.values()) {
      if (!quantity.judged()) {
        continue;
      }
      for (Tier tier : Tier.values()) {
        double[] errors =
            Comparison.errorsPercent(
                quantity, completed(run).stream().filter(t -> t.tier() == tier).toList());
        for (int i = 0; i < errors.length; i++) {
          errors[i] = Math.max(errors[i], SMALLEST_ERROR_PERCENT);
        }
        distribution(errors, new Series(tier.word(), "", quantity.title()), steps);
      }
    }
    if (steps.isEmpty()) {
      return Figure.absent(title, "No task was completed by the tier that was decided.");
    }
    if (steps.allAt(SMALLEST_ERROR_PERCENT)) {
      return Figure.absent(
          title, COMPLETED + ": no error of TTFT, TPOT or delay is above 0.001 %.");
    }
    String svg =
        new Plot(
                title,
                Axis.logarithmic("|measured - analytic| / analytic (%)"),
                Axis.linear("share of tasks (%)"))
            .colours(Palette.TIERS)
            .panels()
            .reference(ModelVerdict.GOAL_PERCENT, 0, ModelVerdict.GOAL_PERCENT, 100)
            .paths(steps)
            .svg("errors", FigureSet.WIDE, FigureSet.HEIGHT);
    return new Figure(
        title,
        Optional.of(svg),
        COMPLETED
            + ": the share whose error is at most the value below; the dashed line is the goal for"
            + " the mean, 1 %. Errors under 0.001 % are drawn there.");
  }

  /** Distribution of the measured delay. */
  static Figure delays(RunData run) {
    String title = "Measured delay";
    Samples steps = new Samples();
    for (Tier tier : Tier.values()) {
      for (ServiceType type : ServiceType.values()) {
        double[] delays =
            completed(run).stream()
                .filter(task -> task.tier() == tier && task.task().serviceType() == type)
                .mapToDouble(task -> task.measured().delaySeconds())
                .filter(seconds -> seconds > 0)
                .toArray();
        distribution(delays, new Series(tier.word(), type.word(), ""), steps);
      }
    }
    if (steps.isEmpty()) {
      return Figure.absent(title, "No task was completed by the tier that was decided.");
    }
    String svg =
        new Plot(title, Axis.logarithmic("delay (s)"), Axis.linear("share of tasks (%)"))
            .colours(Palette.TIERS)
            .styles(Palette.TYPE_STYLES)
            .paths(steps)
            .svg("delays", FigureSet.WIDTH, FigureSet.HEIGHT);
    return new Figure(
        title, Optional.of(svg), COMPLETED + ": the share that took at most the time below.");
  }

  /** The empirical distribution as steps; many values are drawn at equal steps of their rank. */
  private static void distribution(double[] values, Series series, Samples steps) {
    Arrays.sort(values);
    int[] ranks = Thinning.evenly(values.length, STEPS);
    double share = 0;
    for (int rank : ranks) {
      steps.add(values[rank], share, series);
      share = 100.0 * (rank + 1) / values.length;
      steps.add(values[rank], share, series);
    }
  }

  private static List<TaskRecord> completed(RunData run) {
    return run.tasks().stream().filter(Group::completedAsDecided).toList();
  }
}
