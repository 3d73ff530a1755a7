package io.nearfar.experiments.figure;

import java.util.List;

/**
 * A curve by name: who decides, or which models are deployed.
 *
 * @param name in the legend and in the CSV
 * @param colour of its line
 * @param style of its line: solid, dashed, dotted, dotdash, longdash or twodash
 * @param settings keys of the scenario with their values, {@code key=value}
 */
record Series(String name, String colour, String style, List<String> settings) {

  /** A series with these settings. */
  static Series of(String name, String colour, String style, String... settings) {
    return new Series(name, colour, style, List.of(settings));
  }

  /** The same under another name. */
  Series named(String other) {
    return new Series(other, colour, style, settings);
  }
}
