package io.nearfar.experiments.figure;

import io.nearfar.experiments.report.Figure;
import io.nearfar.experiments.report.plot.Axis;
import io.nearfar.experiments.report.plot.Plot;
import io.nearfar.experiments.report.plot.Samples;
import io.nearfar.experiments.statistic.Estimate;
import io.nearfar.model.task.ServiceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A measure over the timeslots of a run: in every slot the mean over the tasks of the slot, then
 * over seeds.
 *
 * @param id name in the CSV
 * @param title what it shows
 * @param measure what is shown of a task
 * @param types whose tasks count
 * @param cumulative whether the slots' means are added up from the first slot on; on a logarithmic
 *     axis, without bands and without what is not above zero
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
  public List<Point> points(Runs runs) {
    List<Point> points = new ArrayList<>();
    curves.forEach(
        (series, trial) -> {
          List<double[]> seeds = runs.of(trial).stream().map(this::slots).toList();
          long tasks =
              trial.scenario().arrivals().expectedTasks(trial.scenario().users()).orElseThrow();
          double slotsOfPart = (double) tasks / trial.scenario().users() / trial.parts();
          for (int part = 0; part < trial.parts(); part++) {
            int at = part;
            double[] values =
                seeds.stream().mapToDouble(s -> s[at]).filter(Double::isFinite).toArray();
            if (values.length > 1) {
              points.add(
                  Point.of(id, series, Optional.empty(), part * slotsOfPart, Estimate.of(values)));
            }
          }
        });
    return points;
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
    long drawn = points.stream().mapToDouble(Point::x).distinct().count();
    int window = (int) ((drawn + DRAWN_POINTS - 1) / DRAWN_POINTS);
    Samples samples = new Samples();
    Map<String, List<Point>> bySeries = new LinkedHashMap<>();
    points.forEach(p -> bySeries.computeIfAbsent(p.series(), s -> new ArrayList<>()).add(p));
    bySeries.values().forEach(series -> smooth(series, window, samples));
    List<String> missing =
        bySeries.keySet().stream().filter(series -> !samples.hasColour(series)).toList();
    String x = window == 1 ? "timeslot" : "timeslot (means of " + window + ")";
    Axis y =
        cumulative ? Axis.logarithmic("added up: " + measure.axis()) : Axis.linear(measure.axis());
    Plot plot = legend.onto(new Plot(title, Axis.linear(x), y));
    if (!cumulative) {
      plot.bands(samples);
    }
    for (int i = 1; i < reference.size(); i++) {
      Corner from = reference.get(i - 1);
      Corner to = reference.get(i);
      plot.reference(from.slot(), from.value(), to.slot(), to.value());
    }
    return new Figure(
        title,
        Optional.of(plot.lines(samples).svg(svgId, width, HEIGHT)),
        caption(window, missing));
  }

  /** Means over windows of slots; the band's width is that of a single slot, on average. */
  private void smooth(List<Point> series, int window, Samples samples) {
    for (int from = 0; from < series.size(); from += window) {
      List<Point> part = series.subList(from, Math.min(series.size(), from + window));
      double x = 0;
      double y = 0;
      double halfWidth = 0;
      for (Point point : part) {
        x += point.x() / part.size();
        y += point.mean() / part.size();
        halfWidth += point.halfWidth() / part.size();
      }
      if (!cumulative) {
        samples.add(x, y, halfWidth, Legend.of(part.get(0)));
      } else if (y > 0) {
        samples.add(x, y, 0, Legend.of(part.get(0)));
      }
    }
  }

  private String caption(int window, List<String> missing) {
    if (cumulative) {
      return "Mean over seeds of what one user's tasks have given away since the first timeslot."
          + (missing.isEmpty()
              ? ""
              : " Nothing at all, for which a logarithmic axis has no place: "
                  + String.join(", ", missing)
                  + ".");
    }
    return window == 1
        ? "Mean over seeds at each point; band: its 95 % confidence interval."
        : "Drawn are means over "
            + window
            + " timeslots of what the CSV has for each: mean over seeds, and as the band the 95 %"
            + " confidence interval of a single timeslot.";
  }
}
