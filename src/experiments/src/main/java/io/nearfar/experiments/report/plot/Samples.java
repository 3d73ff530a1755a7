package io.nearfar.experiments.report.plot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a layer draws: points in a plane, each of a colour, a line style and a panel by name, and
 * with a band around it where its height is uncertain.
 */
public final class Samples {

  private final List<Double> x = new ArrayList<>();
  private final List<Double> y = new ArrayList<>();
  private final List<Double> low = new ArrayList<>();
  private final List<Double> high = new ArrayList<>();
  private final List<String> colour = new ArrayList<>();
  private final List<String> style = new ArrayList<>();
  private final List<String> panel = new ArrayList<>();

  /**
   * Adds a point.
   *
   * @param x finite, in the unit of the axis
   * @param y likewise
   * @param series where it belongs
   */
  public void add(double x, double y, Series series) {
    add(x, y, 0, series);
  }

  /**
   * Adds a point with a band from {@code y - halfWidth} to {@code y + halfWidth}.
   *
   * @param halfWidth finite, >= 0
   */
  public void add(double x, double y, double halfWidth, Series series) {
    add(x, y, new Band(y - halfWidth, y + halfWidth), series);
  }

  /** Adds a point with a band around it; the other numbers as before. */
  public void add(double x, double y, Band band, Series series) {
    if (!Double.isFinite(x) || !Double.isFinite(y)) {
      throw new IllegalArgumentException(
          "point is (" + x + ", " + y + "); both must be finite to be drawn");
    }
    this.x.add(x);
    this.y.add(y);
    low.add(band.low());
    high.add(band.high());
    colour.add(series.colour());
    style.add(series.style());
    panel.add(series.panel());
  }

  /**
   * What is uncertain of a point's height.
   *
   * @param low lower end, finite
   * @param high upper end, finite, >= low
   */
  public record Band(double low, double high) {
    public Band {
      if (!Double.isFinite(low) || !Double.isFinite(high) || high < low) {
        throw new IllegalArgumentException(
            "band is from " + low + " to " + high + "; it must be finite, and not end below that");
      }
    }

    /** The same without what lies below a value, which is at most its upper end. */
    public Band from(double least) {
      return new Band(Math.max(low, least), high);
    }
  }

  /**
   * Where a point belongs.
   *
   * @param colour what its colour stands for
   * @param style what its line style stands for, empty when for nothing
   * @param panel title of the panel it is drawn in, empty when there is only one
   */
  public record Series(String colour, String style, String panel) {

    /** A series that only has a colour. */
    public static Series of(String colour) {
      return new Series(colour, "", "");
    }
  }

  /** How many points there are. */
  public int size() {
    return x.size();
  }

  /** Whether there is nothing to draw. */
  public boolean isEmpty() {
    return x.isEmpty();
  }

  /** Whether every point has this value on the axis to the right. */
  public boolean allAt(double value) {
    return x.stream().allMatch(each -> each == value);
  }

  /** The points that are alone in their series: a line would not show them. */
  Samples alone() {
    Map<Series, Integer> counts = new HashMap<>();
    for (int i = 0; i < size(); i++) {
      counts.merge(series(i), 1, Integer::sum);
    }
    Samples alone = new Samples();
    for (int i = 0; i < size(); i++) {
      if (counts.get(series(i)) == 1) {
        alone.add(x.get(i), y.get(i), series(i));
      }
    }
    return alone;
  }

  /** The least value on the axis to the right, or upwards, bands included. */
  double least(boolean upwards) {
    return Collections.min(upwards ? low : x);
  }

  /** The greatest value on the axis to the right, or upwards, bands included. */
  double greatest(boolean upwards) {
    return Collections.max(upwards ? high : x);
  }

  private Series series(int i) {
    return new Series(colour.get(i), style.get(i), panel.get(i));
  }

  /** Whether a sample belongs to this name. */
  public boolean hasColour(String name) {
    return colour.contains(name);
  }

  boolean hasStyle(String name) {
    return style.contains(name);
  }

  Map<String, Object> columns() {
    return Map.of(
        "x", x, "y", y, "low", low, "high", high, "colour", colour, "style", style, "panel", panel);
  }
}
