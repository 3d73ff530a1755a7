package io.nearfar.experiments.figure;

import io.nearfar.experiments.report.Figure;
import io.nearfar.experiments.report.plot.Axis;
import io.nearfar.experiments.report.plot.Plot;
import io.nearfar.experiments.report.plot.Samples;
import io.nearfar.experiments.statistic.Estimate;
import io.nearfar.model.task.ServiceType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A measure over the timeslots of a run: in every slot the mean over the tasks of the slot, then
 * over seeds. Of a long run, means over windows of slots are drawn, which have rows of their own:
 * each seed's slots are averaged first, so that the interval is that of the drawn mean.
 *
 * @param id name in the CSV
 * @param title what it shows
 * @param measure what is shown of a task
 * @param types whose tasks count
 * @param cumulative whether the slots' means are added up from the first slot on; on a logarithmic
 *     axis, without what is not above zero, and with bands from the lowest mean on
 * @param curves the runs by series; the value of each part stands at its first timeslot
 * @param legend colours and styles of the series
 * @param reference corners of a course to compare with, drawn as a thin dashed line; may be empty
 */
record CourseChart(
    String id,
    String title,
    Measure measure,
    List<ServiceType> types,
    boolean cumulative,
    Map<String, Trial> curves,
    Legend legend,
    List<Corner> reference)
    implements Chart {

  /** A corner of a line: a timeslot, and the value there. */
  record Corner(double slot, double value) {}

  /** A line of more points than this is a blur. */
  private static final int DRAWN_POINTS = 100;

  @Override
  public List<Trial> trials() {
    return List.copyOf(curves.values());
  }

  @Override
  public String drawnId() {
    return window() == 1 ? id : id + "_means_of_" + window();
  }

  /** How many slots each point of the drawn line is the mean of. */
  private int window() {
    int slots = trials().stream().mapToInt(Trial::parts).max().orElseThrow();
    return (slots + DRAWN_POINTS - 1) / DRAWN_POINTS;
  }

  @Override
  public List<Point> points(Runs runs) {
    List<Point> points = new ArrayList<>();
    curves.forEach((series, trial) -> points.addAll(points(runs, series, trial, id, 1)));
    if (window() > 1) {
      curves.forEach(
          (series, trial) -> points.addAll(points(runs, series, trial, drawnId(), window())));
    }
    return points;
  }

  private List<Point> points(Runs runs, String series, Trial trial, String plot, int window) {
    List<double[]> seeds = runs.of(trial).stream().map(this::slots).toList();
    long tasks = trial.scenario().arrivals().expectedTasks(trial.scenario().users()).orElseThrow();
    double slotsOfPart = (double) tasks / trial.scenario().users() / trial.parts();
    List<Point> points = new ArrayList<>();
    for (int from = 0; from < trial.parts(); from += window) {
      int first = from;
      int end = Math.min(from + window, trial.parts());
      double[] values =
          seeds.stream()
              .mapToDouble(slots -> mean(slots, first, end))
              .filter(Double::isFinite)
              .toArray();
      if (values.length > 1) {
        double middle = (first + end - 1) / 2.0;
        points.add(
            Point.of(plot, series, Optional.empty(), middle * slotsOfPart, Estimate.of(values)));
      }
    }
    return points;
  }

  /** Over the slots that have a value; not a number when none has. */
  private static double mean(double[] slots, int from, int to) {
    return Arrays.stream(slots, from, to).filter(Double::isFinite).average().orElse(Double.NaN);
  }

  /** One seed's values by slot; not a number where the slot has no task of these types. */
  private double[] slots(Course course) {
    double[] values = new double[course.parts()];
    double sum = 0;
    for (int slot = 0; slot < values.length; slot++) {
      double mean = course.mean(measure, types, slot, slot + 1);
      sum += Double.isNaN(mean) ? 0 : mean;
      values[slot] = cumulative ? sum : mean;
    }
    return values;
  }

  @Override
  public Figure draw(List<Point> points, String svgId, int width) {
    double lowest =
        points.stream().mapToDouble(Point::mean).filter(mean -> mean > 0).min().orElse(0);
    Samples samples = new Samples();
    for (Point point : points) {
      Samples.Band band =
          new Samples.Band(point.mean() - point.halfWidth(), point.mean() + point.halfWidth());
      if (!cumulative) {
        samples.add(point.x(), point.mean(), band, Legend.of(point));
      } else if (point.mean() > 0) {
        samples.add(point.x(), point.mean(), band.from(lowest), Legend.of(point));
      }
    }
    List<String> missing =
        points.stream()
            .map(Point::series)
            .distinct()
            .filter(series -> !samples.hasColour(series))
            .toList();
    String x = window() == 1 ? "timeslot" : "timeslot (means of " + window() + ")";
    Axis y =
        cumulative ? Axis.logarithmic("added up: " + measure.axis()) : Axis.linear(measure.axis());
    Plot plot = legend.onto(new Plot(title, Axis.linear(x), y)).bands(samples);
    for (int i = 1; i < reference.size(); i++) {
      Corner from = reference.get(i - 1);
      Corner to = reference.get(i);
      plot.reference(from.slot(), from.value(), to.slot(), to.value());
    }
    return new Figure(
        title, Optional.of(plot.lines(samples).svg(svgId, width, HEIGHT)), caption(missing));
  }

  private String caption(List<String> missing) {
    StringBuilder caption = new StringBuilder();
    if (cumulative) {
      caption.append(
          "Mean over seeds of what one user's tasks have given away since the first timeslot; band:"
              + " its 95 % confidence interval, as far as it lies above the lowest mean.");
    } else {
      caption.append("Mean over seeds at each point; band: its 95 % confidence interval.");
    }
    if (window() > 1) {
      caption.append(
          " A point is the mean over %d timeslots, taken of each seed first; the CSV has each timeslot too."
              .formatted(window()));
    }
    if (!missing.isEmpty()) {
      caption
          .append(" Nothing at all, for which a logarithmic axis has no place: ")
          .append(String.join(", ", missing))
          .append('.');
    }
    return caption.toString();
  }
}
