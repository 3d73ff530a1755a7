package io.nearfar.experiments.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as people read them. */
public final class Numbers {

  /** What stands where there is no number. */
  public static final String ABSENT = "-";

  private Numbers() {}

  /** At most five digits and a point, so that columns stay narrow. */
  public static String of(double value) {
    double size = Math.abs(value);
    int decimals =
        size < 0.99995 ? 4 : size < 9.9995 ? 3 : size < 99.995 ? 2 : size < 999.95 ? 1 : 0;
    return fixed(value, decimals);
  }

  /** A number, or the sign for none. */
  static String of(OptionalDouble value) {
    return value.isPresent() ? of(value.getAsDouble()) : ABSENT;
  }

  /** With this many decimals; never a negative zero. */
  public static String fixed(double value, int decimals) {
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return text.matches("-0(\\.0*)?") ? text.substring(1) : text;
  }

  /** With this many decimals, or the sign for none. */
  static String fixed(OptionalDouble value, int decimals) {
    return value.isPresent() ? fixed(value.getAsDouble(), decimals) : ABSENT;
  }

  /** With this many significant digits, no exponent. */
  public static String significant(double value, int digits) {
    if (value == 0) {
      return "0";
    }
    return new BigDecimal(value)
        .round(new MathContext(digits, RoundingMode.HALF_EVEN))
        .stripTrailingZeros()
        .toPlainString();
  }

  /** A figure of unknown size: whole and with commas when it is large. */
  static String figure(double value) {
    return Math.abs(value) < 1e4 ? significant(value, 4) : count(Math.round(value));
  }

  /** A count of things, in the plural unless it is one. */
  static String count(long value, String thing) {
    return count(value) + " " + thing + (value == 1 ? "" : "s");
  }

  /** A whole number with commas. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
