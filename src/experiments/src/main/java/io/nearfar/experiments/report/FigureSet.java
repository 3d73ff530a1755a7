package io.nearfar.experiments.report;

import java.util.List;

/** The figures of a report, in the order of the page. */
final class FigureSet {

  /** Width of a figure that stands beside another, in pixels. */
  static final int WIDTH = 560;

  /** Width of a figure that stands alone, in pixels. */
  static final int WIDE = 1136;

  /** Height of every figure, in pixels. */
  static final int HEIGHT = 340;

  private FigureSet() {}

  static List<Figure> of(RunData run) {
    return List.of(
        DelayFigures.errors(run),
        DelayFigures.promise(run),
        DelayFigures.delays(run),
        CourseFigures.reward(run),
        CourseFigures.backhaul(run),
        CourseFigures.origins(run),
        CourseFigures.offloading(run));
  }
}
