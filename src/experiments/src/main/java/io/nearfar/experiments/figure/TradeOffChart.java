package io.nearfar.experiments.figure;

import io.nearfar.experiments.report.Figure;
import io.nearfar.experiments.report.plot.Axis;
import io.nearfar.experiments.report.plot.Plot;
import io.nearfar.experiments.report.plot.Samples;
import io.nearfar.experiments.statistic.Estimate;
import io.nearfar.model.task.ServiceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Success of quality-preferred tasks against the mean delay of all tasks, a point for each value of
 * a parameter: what is paid for quality.
 *
 * @param id name in the CSV
 * @param title what it shows
 * @param parameter name of the parameter; with its value it is the variant of a row
 * @param curves the runs by the parameter's value
 * @param legend colours and styles of the series
 * @param caption how to read it
 */
record TradeOffChart(
    String id,
    String title,
    String parameter,
    List<SweepChart.Curve> curves,
    Legend legend,
    String caption)
    implements Chart {

  @Override
  public List<Trial> trials() {
    return curves.stream().flatMap(curve -> curve.trials().values().stream()).toList();
  }

  @Override
  public List<Point> points(Runs runs) {
    List<ServiceType> all = List.of(ServiceType.values());
    List<ServiceType> quality = List.of(ServiceType.QUALITY_PREFERRED);
    List<Point> points = new ArrayList<>();
    for (SweepChart.Curve curve : curves) {
      curve
          .trials()
          .forEach(
              (value, trial) ->
                  points.add(
                      Point.of(
                          id,
                          curve.series(),
                          Optional.of(String.format(Locale.ROOT, "%s=%s", parameter, value)),
                          Estimate.of(runs.late(trial, Measure.DELAY, all, SweepChart.LATE)).mean(),
                          Estimate.of(
                              runs.late(trial, Measure.SUCCESS, quality, SweepChart.LATE)))));
    }
    return points;
  }

  @Override
  public Figure draw(List<Point> points, String svgId, int width) {
    Samples samples = new Samples();
    for (Point p : points) {
      samples.add(p.x(), p.mean(), p.halfWidth(), new Samples.Series(p.series(), p.series(), ""));
    }
    Plot plot =
        legend.onto(
            new Plot(
                title,
                Axis.linear(Measure.DELAY.axis()),
                Axis.linear("success of quality-preferred (%)")));
    String svg = plot.paths(samples).points(samples).svg(svgId, width, HEIGHT);
    return new Figure(title, Optional.of(svg), caption);
  }
}
