package io.nearfar.edge.rig;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A page of metrics in the text format of Prometheus.
 *
 * @param text the page
 */
public record Metrics(String text) {

  /**
   * The sum over all series of a name that have the given labels; 0 when there is none.
   *
   * @param labels names and values by turns
   */
  public double value(String name, String... labels) {
    return series(name).stream()
        .filter(line -> hasAll(line, labels))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** The lines of a name. */
  public List<String> series(String name) {
    return text.lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .toList();
  }

  /** Names and labels of all series, without their values. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    text.lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> names.add(line.substring(0, line.lastIndexOf(' '))));
    return names;
  }

  private static boolean hasAll(String line, String... labels) {
    for (int i = 0; i < labels.length; i += 2) {
      if (!line.contains(labels[i] + "=\"" + labels[i + 1] + "\"")) {
        return false;
      }
    }
    return true;
  }
}
