package io.nearfar.edge.backhaul;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the {@code Server-Timing} header (W3C): {@code name;dur=milliseconds, ...}. */
final class ServerTiming {

  private static final Pattern METRIC =
      Pattern.compile("([\\w-]+)\\s*;\\s*dur\\s*=\\s*\"?([0-9.]+)\"?");

  private ServerTiming() {}

  /** The duration of a metric in seconds; NaN when the header is null or does not have it. */
  static double seconds(String header, String name) {
    if (header != null) {
      Matcher metric = METRIC.matcher(header);
      while (metric.find()) {
        if (metric.group(1).equals(name)) {
          try {
            return Double.parseDouble(metric.group(2)) / 1e3;
          } catch (NumberFormatException e) {
            return Double.NaN;
          }
        }
      }
    }
    return Double.NaN;
  }
}
