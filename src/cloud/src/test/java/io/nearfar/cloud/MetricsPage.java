package io.nearfar.cloud;

import java.util.List;
import java.util.TreeMap;

/**
 * One scrape of {@code /q/metrics}.
 *
 * @param lines of the Prometheus text format
 */
record MetricsPage(List<String> lines) {

  private static final String LATENESS = "nearfar_token_lateness_seconds_bucket{";

  double threads() {
    return sum("jvm_threads_live_threads", "");
  }

  double heapBytes() {
    return sum("jvm_memory_used_bytes", "area=\"heap\"");
  }

  double activeGenerations() {
    return sum("nearfar_generations_active", "");
  }

  /** Tokens by upper bound of lateness in seconds, cumulative. */
  TreeMap<Double, Long> lateness() {
    TreeMap<Double, Long> buckets = new TreeMap<>();
    for (String line : lines) {
      if (line.startsWith(LATENESS)) {
        String bound = line.substring(line.indexOf("le=\"") + 4);
        bound = bound.substring(0, bound.indexOf('"')).replace("+Inf", "Infinity");
        buckets.put(Double.valueOf(bound), (long) value(line));
      }
    }
    return buckets;
  }

  /** Of two scrapes the one with more heap in use. */
  static MetricsPage heavier(MetricsPage one, MetricsPage other) {
    return one.heapBytes() >= other.heapBytes() ? one : other;
  }

  private double sum(String name, String label) {
    return lines.stream()
        .filter(line -> line.startsWith(name) && line.contains(label))
        .mapToDouble(MetricsPage::value)
        .sum();
  }

  private static double value(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }
}
