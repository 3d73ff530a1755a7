package io.nearfar.experiments.figure;

import io.nearfar.experiments.report.Figure;
import java.util.List;

/**
 * A plot of a panel: which runs it needs, the rows it makes of them, and the picture of the rows.
 */
sealed interface Chart permits CourseChart, SweepChart, TradeOffChart {

  /** Width in pixels of a chart that stands beside another. */
  int NARROW = 560;

  /** Width in pixels of a chart that stands alone. */
  int WIDE = 1136;

  /** Height in pixels of every chart. */
  int HEIGHT = 380;

  /** Its name in the column {@code plot}: what it measures, with the unit. */
  String id();

  /** The name of the rows that are drawn, where it has others too. */
  default String drawnId() {
    return id();
  }

  /** The runs it needs. */
  List<Trial> trials();

  /** Its rows. */
  List<Point> points(Runs runs);

  /**
   * Draws its rows: a pure function of them.
   *
   * @param points the rows of this chart that are drawn, in the order of the file
   * @param svgId ids inside the picture begin with it
   * @param width in pixels
   */
  Figure draw(List<Point> points, String svgId, int width);
}
