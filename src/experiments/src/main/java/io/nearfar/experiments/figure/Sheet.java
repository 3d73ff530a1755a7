package io.nearfar.experiments.figure;

import java.util.List;

/** The pictures of a panel in one SVG, two in a row. */
final class Sheet {

  private static final int GAP = 16;

  private Sheet() {}

  /** One picture of several, each {@code chartWidth} pixels wide. */
  static String of(List<String> pictures, int chartWidth) {
    int columns = Math.min(2, pictures.size());
    int rows = (pictures.size() + columns - 1) / columns;
    int width = columns * (chartWidth + GAP) - GAP;
    int height = rows * (Chart.HEIGHT + GAP) - GAP;
    StringBuilder sheet = new StringBuilder();
    sheet.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\">\n"
            .formatted(width, height));
    sheet.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    for (int i = 0; i < pictures.size(); i++) {
      int x = i % columns * (chartWidth + GAP);
      int y = i / columns * (Chart.HEIGHT + GAP);
      sheet.append(
          pictures.get(i).replaceFirst("<svg ", "<svg x=\"%d\" y=\"%d\" ".formatted(x, y)));
      sheet.append('\n');
    }
    return sheet.append("</svg>\n").toString();
  }
}
