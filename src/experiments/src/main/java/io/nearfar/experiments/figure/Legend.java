package io.nearfar.experiments.figure;

import io.nearfar.experiments.report.plot.Plot;
import io.nearfar.experiments.report.plot.Samples;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the colours and the line styles of a chart stand for.
 *
 * @param colours by series
 * @param styles by variant; where there are no variants, by series
 * @param variants whether there are variants, which the caption explains
 */
record Legend(Map<String, String> colours, Map<String, String> styles, boolean variants) {

  /** Colour and line style both tell the series apart. */
  static Legend ofSeries(List<Series> series) {
    Map<String, String> colours = new LinkedHashMap<>();
    Map<String, String> styles = new LinkedHashMap<>();
    for (Series each : series) {
      colours.put(each.name(), each.colour());
      styles.put(each.name(), each.style());
    }
    return new Legend(colours, styles, false);
  }

  /** The colour tells the series apart, the line style the variant. */
  static Legend ofVariants(List<Series> series, List<Series> variants) {
    return new Legend(ofSeries(series).colours(), ofSeries(variants).styles(), true);
  }

  /** Where a row belongs in a plot. */
  static Samples.Series of(Point point) {
    return new Samples.Series(point.series(), point.variant().orElse(point.series()), "");
  }

  /** Sets the plot's colours and styles. */
  Plot onto(Plot plot) {
    plot.colours(colours);
    return variants ? plot.unlistedStyles(styles) : plot.styles(styles);
  }
}
