package io.nearfar.experiments.figure;

import io.nearfar.experiments.report.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A panel of the study, or one beyond it.
 *
 * @param letter a to j
 * @param title what it shows
 * @param text what was run, and how to read it
 * @param charts its plots
 * @param costs what deciding costs, where the panel looks at it
 * @param questions what is asked of the runs
 */
record Panel(
    char letter,
    String title,
    String text,
    List<Chart> charts,
    Optional<CostTable> costs,
    List<Question> questions) {

  /** A panel that does not look at the cost of deciding. */
  Panel(char letter, String title, String text, List<Chart> charts, List<Question> questions) {
    this(letter, title, text, charts, Optional.empty(), questions);
  }

  /**
   * A claim before the runs are there.
   *
   * @param trials the runs it looks at
   * @param answer what they say
   */
  record Question(List<Trial> trials, Function<Runs, Claim> answer) {}

  /** Every run that the panel needs, each once. */
  List<Trial> trials() {
    return Stream.of(
            charts.stream().flatMap(chart -> chart.trials().stream()),
            costs.stream().flatMap(table -> table.deciders().values().stream()),
            questions.stream().flatMap(question -> question.trials().stream()))
        .flatMap(Function.identity())
        .distinct()
        .toList();
  }

  /** The rows of its CSV. */
  List<Point> points(Runs runs) {
    return charts.stream().flatMap(chart -> chart.points(runs).stream()).toList();
  }

  /** Width of its pictures in pixels. */
  int chartWidth() {
    return charts.size() == 1 ? Chart.WIDE : Chart.NARROW;
  }

  /** Its pictures, from the rows of its CSV. */
  List<Figure> draw(List<Point> points) {
    List<Figure> figures = new ArrayList<>();
    for (Chart chart : charts) {
      List<Point> own =
          points.stream().filter(point -> point.plot().equals(chart.drawnId())).toList();
      figures.add(chart.draw(own, letter + String.valueOf(figures.size() + 1), chartWidth()));
    }
    return figures;
  }

  /** Its claims. */
  List<Claim> claims(Runs runs) {
    return questions.stream().map(question -> question.answer().apply(runs)).toList();
  }
}
