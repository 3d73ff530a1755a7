package io.nearfar.experiments.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of text, for the terminal and for the page alike.
 *
 * @param title what it shows
 * @param spans headings over several columns each
 * @param headings one per column
 * @param labels how many columns at the left are words; the others are numbers, set to the right
 * @param rows cells, one per column; a row of totals is marked
 */
public record Table(
    String title, List<Span> spans, List<String> headings, int labels, List<Row> rows) {

  /**
   * A heading over several columns.
   *
   * @param text the heading, empty over columns that have none
   * @param columns how many
   */
  public record Span(String text, int columns) {}

  /**
   * A row.
   *
   * @param total whether it sums up rows above
   * @param cells one per column
   */
  public record Row(boolean total, List<String> cells) {}

  /** The table in lines, columns aligned, wider gaps between spans. */
  public List<String> lines() {
    int[] widths = widths();
    List<String> lines = new ArrayList<>();
    if (spans.stream().anyMatch(span -> !span.text().isEmpty())) {
      lines.add(spanLine(widths));
    }
    lines.add(line(headings, widths));
    int width = lines.get(lines.size() - 1).length();
    lines.add("-".repeat(width));
    for (Row row : rows) {
      lines.add(line(row.cells(), widths));
    }
    return lines;
  }

  private int[] widths() {
    int[] widths = new int[headings.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = headings.get(i).length();
      for (Row row : rows) {
        widths[i] = Math.max(widths[i], row.cells().get(i).length());
      }
    }
    return widths;
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(gap(i));
      String padding = " ".repeat(widths[i] - cells.get(i).length());
      line.append(i < labels ? cells.get(i) + padding : padding + cells.get(i));
    }
    return line.toString().stripTrailing();
  }

  private String spanLine(int[] widths) {
    StringBuilder line = new StringBuilder();
    int column = 0;
    for (Span span : spans) {
      line.append(gap(column));
      int width = 0;
      for (int i = column; i < column + span.columns(); i++) {
        width += widths[i] + (i > column ? 1 : 0);
      }
      line.append(" ".repeat(Math.max(0, width - span.text().length()))).append(span.text());
      column += span.columns();
    }
    return line.toString().stripTrailing();
  }

  private String gap(int column) {
    if (column == 0) {
      return "";
    }
    int end = 0;
    for (Span span : spans) {
      end += span.columns();
      if (end == column) {
        return "  ";
      }
    }
    return " ";
  }
}
