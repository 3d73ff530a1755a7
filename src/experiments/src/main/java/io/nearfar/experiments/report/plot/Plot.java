package io.nearfar.experiments.report.plot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jetbrains.letsPlot.commons.encoding.UnsupportedRGBEncoder;
import org.jetbrains.letsPlot.commons.geometry.DoubleVector;
import org.jetbrains.letsPlot.core.util.PlotSvgExportCommon;

/**
 * One plot, as an SVG of text and paths: the same layers give the same bytes, and neither fonts nor
 * a display are needed.
 */
public final class Plot {

  /** A letter of a legend, and the key beside its words, in pixels: on the safe side. */
  private static final double LEGEND_LETTER = 7;

  private static final double LEGEND_KEY = 50;

  private static final String INK = "#3b4450";
  private static final String GRID = "#e6e9ed";
  private static final String REFERENCE = "#8a94a0";

  private final String title;
  private final Axis x;
  private final Axis y;
  private final List<Map<String, Object>> layers = new ArrayList<>();
  private final List<Samples> drawn = new ArrayList<>();
  private Map<String, String> colours = Map.of();
  private Map<String, String> styles = Map.of();
  private boolean stylesListed = true;
  private boolean panels;

  /**
   * An empty plot.
   *
   * @param title what it shows
   * @param x the axis to the right
   * @param y the axis upwards
   */
  public Plot(String title, Axis x, Axis y) {
    this.title = title;
    this.x = x;
    this.y = y;
  }

  /** Colours by what they stand for, in the order of the legend; absent ones are left out of it. */
  public Plot colours(Map<String, String> byName) {
    colours = byName;
    return this;
  }

  /** Line styles (solid, dashed, dotted) by what they stand for, likewise. */
  public Plot styles(Map<String, String> byName) {
    styles = byName;
    return this;
  }

  /** Line styles that are in no legend: the caption says what they stand for. */
  public Plot unlistedStyles(Map<String, String> byName) {
    stylesListed = false;
    return styles(byName);
  }

  /** Draws a panel beside the other for each name, in the order of the samples. */
  public Plot panels() {
    panels = true;
    return this;
  }

  /** Points. */
  public Plot points(Samples samples) {
    return layer("point", samples, Map.of("size", 2, "alpha", 0.55));
  }

  /** Lines from point to point, one per colour, style and panel; a point alone is a point. */
  public Plot lines(Samples samples) {
    layer("line", samples, Map.of("size", 0.8));
    Samples alone = samples.alone();
    return alone.isEmpty() ? this : layer("point", alone, Map.of("size", 3));
  }

  /** Lines in the order of the samples, so that they may rise straight up. */
  public Plot paths(Samples samples) {
    return layer("path", samples, Map.of("size", 0.8));
  }

  /** The bands around the samples, in the pale colour of each series; they are in no legend. */
  public Plot bands(Samples samples) {
    Map<String, Object> layer = new HashMap<>(Map.of("geom", "ribbon", "size", 0, "alpha", 0.18));
    layer.put("data", samples.columns());
    Map<String, Object> mapping = new HashMap<>(Map.of("x", "x", "ymin", "low", "ymax", "high"));
    mapping.put("fill", "colour");
    if (!styles.isEmpty()) {
      mapping.put("linetype", "style");
    }
    layer.put("mapping", mapping);
    layer.put("show_legend", false);
    layer.put("tooltips", "none");
    layers.add(layer);
    drawn.add(samples);
    return this;
  }

  /** Bars on top of one another, one colour each. */
  public Plot stackedBars(Samples samples) {
    return layer(
        "bar", samples, Map.of("stat", "identity", "position", "stack", "size", 0, "width", 0.96));
  }

  /** A thin line between two points, for comparison; it is in no legend. */
  public Plot reference(double fromX, double fromY, double toX, double toY) {
    Map<String, Object> layer = new HashMap<>();
    layer.put("geom", "path");
    layer.put("data", Map.of("x", List.of(fromX, toX), "y", List.of(fromY, toY)));
    layer.put("mapping", Map.of("x", "x", "y", "y"));
    layer.putAll(
        Map.of("color", REFERENCE, "linetype", "dashed", "size", 0.6, "show_legend", false));
    layer.put("tooltips", "none");
    layers.add(layer);
    return this;
  }

  /**
   * Draws it.
   *
   * @param id name of the plot in its page: ids inside begin with it
   * @param width in pixels
   * @param height in pixels
   * @throws java.util.NoSuchElementException when no layer has a point
   */
  public String svg(String id, int width, int height) {
    Map<String, Object> spec = new HashMap<>();
    spec.put("kind", "plot");
    spec.put("ggtitle", Map.of("text", title));
    spec.put("layers", layers);
    spec.put("scales", scales(width));
    spec.put("theme", theme());
    if (panels) {
      spec.put("facet", Map.of("name", "grid", "x", "panel", "x_order", 0));
    }
    String svg =
        PlotSvgExportCommon.INSTANCE.buildSvgImageFromRawSpecs(
            spec, new DoubleVector(width, height), new UnsupportedRGBEncoder(), true);
    return Svg.tidy(svg, id, title);
  }

  private Plot layer(String geom, Samples samples, Map<String, Object> look) {
    Map<String, Object> mapping = new HashMap<>(Map.of("x", "x", "y", "y"));
    mapping.put(geom.equals("bar") ? "fill" : "color", "colour");
    if (!styles.isEmpty() && !geom.equals("point")) {
      mapping.put("linetype", "style");
    }
    Map<String, Object> layer = new HashMap<>(look);
    layer.put("geom", geom);
    layer.put("data", samples.columns());
    layer.put("mapping", mapping);
    layer.put("tooltips", "none");
    layers.add(layer);
    drawn.add(samples);
    return this;
  }

  private List<Map<String, Object>> scales(int width) {
    List<Map<String, Object>> scales = new ArrayList<>();
    scales.add(scale(x, "x", false));
    scales.add(scale(y, "y", true));
    List<String> names =
        colours.keySet().stream()
            .filter(n -> drawn.stream().anyMatch(s -> s.hasColour(n)))
            .toList();
    List<String> values = names.stream().map(colours::get).toList();
    for (String aesthetic : List.of("color", "fill")) {
      scales.add(legend(aesthetic, names, values, width));
    }
    if (!styles.isEmpty()) {
      List<String> words =
          styles.keySet().stream()
              .filter(n -> drawn.stream().anyMatch(s -> s.hasStyle(n)))
              .toList();
      Map<String, Object> scale =
          legend("linetype", words, words.stream().map(styles::get).toList(), width);
      if (!stylesListed) {
        scale.put("guide", "none");
      }
      scales.add(scale);
    }
    return scales;
  }

  private Map<String, Object> scale(Axis axis, String aesthetic, boolean upwards) {
    double low = drawn.stream().mapToDouble(s -> s.least(upwards)).min().orElseThrow();
    double high = drawn.stream().mapToDouble(s -> s.greatest(upwards)).max().orElseThrow();
    return axis.scale(aesthetic, low, high);
  }

  private static Map<String, Object> legend(
      String aesthetic, List<String> names, List<String> values, int width) {
    Map<String, Object> scale = new HashMap<>();
    scale.put("aesthetic", aesthetic);
    scale.put("name", "");
    scale.put("discrete", true);
    scale.put("breaks", names);
    scale.put("limits", names);
    scale.put("values", values);
    scale.put("guide", Map.of("name", "legend", "ncol", columns(names, width), "byrow", true));
    return scale;
  }

  /** As many columns as fit side by side. */
  private static int columns(List<String> names, int width) {
    int longest = names.stream().mapToInt(String::length).max().orElse(1);
    return Math.max(1, (int) (width / (LEGEND_KEY + LEGEND_LETTER * longest)));
  }

  private static Map<String, Object> theme() {
    Map<String, Object> theme = new HashMap<>();
    theme.put("name", "minimal");
    theme.put("legend_position", "top");
    theme.put("legend_direction", "horizontal");
    theme.put("plot_title", text(15, "bold"));
    theme.put("axis_title", text(13, "plain"));
    theme.put("axis_text", text(12, "plain"));
    theme.put("legend_text", text(13, "plain"));
    theme.put("strip_text", text(13, "bold"));
    theme.put("panel_grid_major", line(0.8));
    theme.put("panel_grid_minor", Map.of("name", "blank", "blank", true));
    return theme;
  }

  private static Map<String, Object> text(int size, String face) {
    return Map.of("name", "text", "size", size, "face", face, "color", INK, "blank", false);
  }

  private static Map<String, Object> line(double size) {
    return Map.of("name", "line", "color", GRID, "size", size, "blank", false);
  }
}
