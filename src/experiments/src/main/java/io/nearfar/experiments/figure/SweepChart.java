package io.nearfar.experiments.figure;

import io.nearfar.experiments.report.Figure;
import io.nearfar.experiments.report.plot.Axis;
import io.nearfar.experiments.report.plot.Plot;
import io.nearfar.experiments.report.plot.Samples;
import io.nearfar.experiments.statistic.Estimate;
import io.nearfar.model.task.ServiceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A measure of the second half of a run, when exploration has fallen to its end, over a parameter
 * of the scenario.
 *
 * @param id name in the CSV
 * @param title what it shows
 * @param x the parameter
 * @param measure what is shown of a task
 * @param types whose tasks count
 * @param curves the runs by the parameter's value
 * @param legend colours and styles
 * @param marks values of the parameter at which something is predicted to happen, drawn as thin
 *     dashed lines
 * @param caption how to read it
 */
record SweepChart(
    String id,
    String title,
    Axis x,
    Measure measure,
    List<ServiceType> types,
    List<Curve> curves,
    Legend legend,
    List<Double> marks,
    String caption)
    implements Chart {

  /** The share of a run that counts: what comes after exploration has fallen. */
  static final double LATE = 0.5;

  /**
   * A curve.
   *
   * @param series what its colour stands for
   * @param variant what its line style stands for, empty when for nothing
   * @param trials by the parameter's value
   */
  record Curve(String series, Optional<String> variant, SortedMap<Double, Trial> trials) {}

  /** One value a seed: what is drawn of a curve at a value of the parameter. */
  double[] late(Runs runs, int curve, Double value) {
    return runs.late(curves.get(curve).trials().get(value), measure, types, LATE);
  }

  @Override
  public List<Trial> trials() {
    return curves.stream().flatMap(curve -> curve.trials().values().stream()).toList();
  }

  @Override
  public List<Point> points(Runs runs) {
    List<Point> points = new ArrayList<>();
    for (Curve curve : curves) {
      curve
          .trials()
          .forEach(
              (value, trial) ->
                  points.add(
                      Point.of(
                          id,
                          curve.series(),
                          curve.variant(),
                          value,
                          Estimate.of(runs.late(trial, measure, types, LATE)))));
    }
    return points;
  }

  @Override
  public Figure draw(List<Point> points, String svgId, int width) {
    Samples samples = new Samples();
    points.forEach(p -> samples.add(p.x(), p.mean(), p.halfWidth(), Legend.of(p)));
    Plot plot = legend.onto(new Plot(title, x, Axis.linear(measure.axis()))).bands(samples);
    double low = points.stream().mapToDouble(p -> p.mean() - p.halfWidth()).min().orElseThrow();
    double high = points.stream().mapToDouble(p -> p.mean() + p.halfWidth()).max().orElseThrow();
    marks.forEach(mark -> plot.reference(mark, low, mark, high));
    String svg = plot.lines(samples).points(samples).svg(svgId, width, HEIGHT);
    return new Figure(title, Optional.of(svg), caption);
  }
}
