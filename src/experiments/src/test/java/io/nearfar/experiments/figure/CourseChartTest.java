package io.nearfar.experiments.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.nearfar.experiments.report.Figure;
import io.nearfar.experiments.statistic.Estimate;
import io.nearfar.model.task.ServiceType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CourseChartTest {

  private static final List<ServiceType> ALL = List.of(ServiceType.values());
  private static final int SLOTS = 203;
  private static final int WINDOW = 3;
  private static final Trial RANDOM = new Study(SLOTS, 8).course(Deciders.RANDOM);
  private static final Runs RUNS = new Runs(6, 2);

  @BeforeAll
  static void run() throws InterruptedException {
    RUNS.run(List.of(RANDOM));
  }

  private static CourseChart chart(boolean cumulative) {
    return new CourseChart(
        "regret",
        "Regret",
        Measure.REGRET,
        ALL,
        cumulative,
        Map.of("random", RANDOM),
        Legend.ofSeries(List.of(Deciders.RANDOM)),
        List.of());
  }

  private static List<Point> rows(CourseChart chart, String plot) {
    return chart.points(RUNS).stream().filter(point -> point.plot().equals(plot)).toList();
  }

  private static double slot(Course course, int slot) {
    return course.mean(Measure.REGRET, ALL, slot, slot + 1);
  }

  @Test
  void whatIsDrawnOfALongCourseIsTheMeanOfAWindowWithItsOwnInterval() {
    CourseChart chart = chart(false);
    List<Point> drawn = rows(chart, chart.drawnId());

    assertThat(chart.drawnId()).isEqualTo("regret_means_of_3");
    assertThat(drawn).hasSize(68);
    for (int i = 0; i < drawn.size(); i++) {
      int from = WINDOW * i;
      int to = Math.min(from + WINDOW, SLOTS);
      Estimate estimate =
          Estimate.of(
              RUNS.of(RANDOM).stream()
                  .mapToDouble(
                      course ->
                          IntStream.range(from, to).mapToDouble(s -> slot(course, s)).sum()
                              / (to - from))
                  .toArray());
      assertThat(drawn.get(i).x()).isEqualTo((from + to - 1) / 2.0);
      assertThat(drawn.get(i).mean()).isCloseTo(estimate.mean(), offset(1e-9));
      assertThat(drawn.get(i).halfWidth())
          .isCloseTo(estimate.halfWidth().orElseThrow(), offset(1e-9));
    }
  }

  /** Slots of a random policy are independent: their mean varies by the root of three less. */
  @Test
  void theDrawnBandIsNarrowerThanThatOfASingleSlot() {
    CourseChart chart = chart(false);

    double ratio =
        meanHalfWidth(rows(chart, "regret")) / meanHalfWidth(rows(chart, chart.drawnId()));

    assertThat(rows(chart, "regret")).hasSize(SLOTS);
    assertThat(ratio).isCloseTo(Math.sqrt(WINDOW), offset(0.25));
  }

  private static double meanHalfWidth(List<Point> points) {
    return points.stream().mapToDouble(Point::halfWidth).average().orElseThrow();
  }

  @Test
  void whatIsAddedUpHasAnIntervalOfItsOwn() {
    CourseChart chart = chart(true);
    List<Point> slots = rows(chart, "regret");

    double[] sums =
        RUNS.of(RANDOM).stream()
            .mapToDouble(
                course -> IntStream.range(0, SLOTS).mapToDouble(s -> slot(course, s)).sum())
            .toArray();
    Point last = slots.get(SLOTS - 1);
    assertThat(last.mean()).isCloseTo(Arrays.stream(sums).average().orElseThrow(), offset(1e-6));
    assertThat(last.halfWidth())
        .isCloseTo(Estimate.of(sums).halfWidth().orElseThrow(), offset(1e-6));
    assertThat(svg(chart, rows(chart, chart.drawnId()))).contains("fill-opacity");
  }

  @Test
  void aBandThatReachesBelowZeroIsCutOffOnALogarithmicAxis() {
    List<Point> points =
        List.of(point(0, 1, 0.1), point(1, 10, 30), point(2, 100, 5), point(3, -1, 0.5));

    Figure figure = chart(true).draw(points, "x", Chart.WIDE);

    assertThat(figure.svg().orElseThrow()).contains("fill-opacity").doesNotContain("NaN");
    assertThat(figure.caption()).contains("as far as it lies above the lowest mean");
  }

  private static Point point(double x, double mean, double halfWidth) {
    return new Point(
        "regret_means_of_3", Deciders.RANDOM.name(), Optional.empty(), x, mean, halfWidth, 6);
  }

  private static String svg(CourseChart chart, List<Point> points) {
    return chart.draw(points, "x", Chart.WIDE).svg().orElseThrow();
  }
}
