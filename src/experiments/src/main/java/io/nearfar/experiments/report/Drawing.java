package io.nearfar.experiments.report;

import io.quarkus.qute.RawString;

/**
 * A figure as a page's template takes it.
 *
 * @param title what it shows
 * @param drawn whether there is a picture
 * @param svg the picture; empty when it was not drawn
 * @param caption how to read it
 */
public record Drawing(String title, boolean drawn, RawString svg, String caption) {

  /** A figure for a template. */
  public static Drawing of(Figure figure) {
    return new Drawing(
        figure.title(),
        figure.svg().isPresent(),
        new RawString(figure.svg().orElse("")),
        figure.caption());
  }
}
