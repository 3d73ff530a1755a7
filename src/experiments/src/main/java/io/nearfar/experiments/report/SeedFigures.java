package io.nearfar.experiments.report;

import io.nearfar.experiments.report.plot.Axis;
import io.nearfar.experiments.report.plot.Plot;
import io.nearfar.experiments.report.plot.Samples;
import io.nearfar.experiments.result.SeedMeasure;
import io.nearfar.experiments.result.SeedRow;
import io.nearfar.model.task.ServiceType;
import java.util.List;
import java.util.Optional;

/** What each seed's run has, side by side: whether one of them is unlike the others. */
final class SeedFigures {

  private static final String CAPTION =
      "A point for each seed, the mean over its tasks; both tiers together.";

  private SeedFigures() {}

  static List<Figure> of(List<SeedRow> rows) {
    return List.of(
        figure("Reward by seed", "reward (s)", SeedMeasure.REWARD, "seed-reward", rows),
        figure("Delay by seed", "mean delay (s)", SeedMeasure.DELAY, "seed-delay", rows));
  }

  private static Figure figure(
      String title, String axis, SeedMeasure measure, String id, List<SeedRow> rows) {
    Samples samples = new Samples();
    for (SeedRow row : rows) {
      for (ServiceType type : ServiceType.values()) {
        if (row.isOf(SeedRow.BOTH_TIERS, type.word())) {
          measure
              .of(row)
              .ifPresent(
                  value -> samples.add((double) row.seed(), value, Samples.Series.of(type.word())));
        }
      }
    }
    if (samples.isEmpty()) {
      return Figure.absent(title, "No seed has a task.");
    }
    String svg =
        new Plot(title, Axis.linear("seed"), Axis.linear(axis))
            .colours(Palette.TYPES)
            .points(samples)
            .svg(id, FigureSet.WIDTH, FigureSet.HEIGHT);
    return new Figure(title, Optional.of(svg), CAPTION);
  }
}
