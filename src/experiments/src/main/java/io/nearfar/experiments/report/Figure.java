package io.nearfar.experiments.report;

import java.util.Optional;

/**
 * A figure of the page.
 *
 * @param title what it shows
 * @param svg the picture; empty when there is nothing to draw
 * @param caption one or two sentences: how to read it, and what was left out
 */
public record Figure(String title, Optional<String> svg, String caption) {

  /** A figure there is no data for, said instead of drawn. */
  public static Figure absent(String title, String why) {
    return new Figure(title, Optional.empty(), why);
  }
}
