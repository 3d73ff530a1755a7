package io.nearfar.experiments.report.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a drawn SVG small, repeatable, and fit to stand in a page beside others. */
final class Svg {

  /** Lucida Grande, with which the library reckons, is narrow: other fonts need this to fit. */
  private static final double FONT_SCALE = 0.92;

  private static final Pattern TAG = Pattern.compile("<[^>]*>");
  private static final Pattern FONT_SIZE = Pattern.compile("font-size: ([0-9.]+)px");
  private static final Pattern ID = Pattern.compile(" id=\"([^\"]+)\"");
  private static final Pattern LONG_DECIMAL = Pattern.compile("-?\\d+\\.\\d{3,}(?:E-?\\d+)?");
  private static final Pattern ZERO_DECIMAL = Pattern.compile("(\\d)\\.0(?=[\\s\",)])");
  private static final Pattern SIZE = Pattern.compile("width=\"([0-9.]+)\" height=\"([0-9.]+)\"");

  private Svg() {}

  /**
   * The same picture with ids of our own in place of random ones, coordinates to a hundredth of a
   * pixel, and a name for those who cannot see it.
   */
  static String tidy(String svg, String id, String name) {
    String text = svg;
    int number = 0;
    for (Map.Entry<String, String> entry : ids(svg).entrySet()) {
      String own = id + "-" + number++;
      text =
          text.replace("\"" + entry.getKey() + "\"", "\"" + own + "\"")
              .replace("#" + entry.getKey() + " ", "#" + own + " ")
              .replace("#" + entry.getKey() + ")", "#" + own + ")");
    }
    int body = text.indexOf("</style>");
    return head(text.substring(0, body), name) + picture(text.substring(body));
  }

  private static Map<String, String> ids(String svg) {
    Map<String, String> ids = new LinkedHashMap<>();
    Matcher matcher = ID.matcher(svg);
    while (matcher.find()) {
      ids.put(matcher.group(1), "");
    }
    return ids;
  }

  private static String head(String head, String name) {
    Matcher size = SIZE.matcher(head);
    if (!size.find()) {
      throw new IllegalStateException("the plot \"" + name + "\" was drawn without a size");
    }
    String sized =
        size.replaceFirst(
            Matcher.quoteReplacement(
                size.group()
                    + " viewBox=\"0 0 "
                    + size.group(1)
                    + " "
                    + size.group(2)
                    + "\" role=\"img\" aria-label=\""
                    + escape(name)
                    + "\""));
    return FONT_SIZE
        .matcher(sized)
        .replaceAll(
            match ->
                "font-size: "
                    + round(Double.toString(FONT_SCALE * Double.parseDouble(match.group(1))))
                    + "px")
        .replaceAll("(?:-\\w+-)?user-select: none;", "")
        .replace("Lucida Grande, sans-serif", "system-ui, sans-serif")
        .replaceAll("\\s+", " ");
  }

  private static String picture(String body) {
    return TAG.matcher(body)
        .replaceAll(match -> Matcher.quoteReplacement(tag(match.group())))
        .replaceAll(">\\s*</(path|line|rect|circle)>", "/>")
        .replaceAll("\\s+", " ")
        .replace("> <", "><");
  }

  private static String tag(String tag) {
    String rounded = LONG_DECIMAL.matcher(tag).replaceAll(match -> round(match.group()));
    return ZERO_DECIMAL
        .matcher(rounded)
        .replaceAll("$1")
        .replaceAll(" clip-bounds-jfx=\"[^\"]*\"", "")
        .replaceAll(" (?:fill|stroke)-opacity=\"1\"", "");
  }

  private static String round(String number) {
    return new BigDecimal(number)
        .setScale(2, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
