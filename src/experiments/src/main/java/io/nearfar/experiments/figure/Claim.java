package io.nearfar.experiments.figure;

import io.nearfar.experiments.statistic.Estimate;
import io.nearfar.model.Check;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Whether something that the study says, or that follows from the model, was found in the runs.
 *
 * @param statement what is claimed
 * @param criterion what counts as found
 * @param subject what the number is: of several comparisons the one that came closest to failing
 * @param number the number with its interval
 * @param unit of the number
 * @param slack how far the interval is from breaking the criterion, in the same unit; negative when
 *     it does
 */
record Claim(
    String statement,
    String criterion,
    String subject,
    Estimate number,
    String unit,
    double slack) {

  Claim {
    Check.notBlank("statement", statement);
    Check.notBlank("criterion", criterion);
  }

  /** Whether the claim holds. */
  boolean held() {
    return slack > 0;
  }

  /** The word for it. */
  String verdict() {
    return held() ? "Held" : "Did not hold";
  }

  /** The number with its interval: two significant digits of the half width. */
  String numberText() {
    double halfWidth = halfWidth(number);
    if (halfWidth == 0) {
      return String.format(Locale.ROOT, "%.3g %s (n = %d)", number.mean(), unit, number.seeds());
    }
    int decimals = Math.max(0, 1 - (int) Math.floor(Math.log10(halfWidth)));
    return String.format(
        Locale.ROOT,
        "%+." + decimals + "f \u00b1 %." + decimals + "f %s (n = %d)",
        number.mean(),
        halfWidth,
        unit,
        number.seeds());
  }

  /** The interval of a paired difference lies below zero. */
  static Claim below(String statement, String subject, double[] difference, String unit) {
    Estimate number = Estimate.of(difference);
    return new Claim(
        statement,
        "95 % interval of the paired difference below 0",
        subject,
        number,
        unit,
        -high(number));
  }

  /** The interval of a paired difference lies above zero. */
  static Claim above(String statement, String subject, double[] difference, String unit) {
    Estimate number = Estimate.of(difference);
    return new Claim(
        statement,
        "95 % interval of the paired difference above 0",
        subject,
        number,
        unit,
        low(number));
  }

  /** The interval of a paired difference lies within a margin around zero. */
  static Claim within(
      String statement, String subject, double[] difference, double margin, String unit) {
    Estimate number = Estimate.of(difference);
    return new Claim(
        statement,
        String.format(
            Locale.ROOT,
            "95 %% interval of the paired difference within \u00b1%s %s",
            plain(margin),
            unit),
        subject,
        number,
        unit,
        margin - Math.max(high(number), -low(number)));
  }

  /** Several comparisons for one statement: all must hold, and the weakest speaks for them. */
  static Claim all(List<Claim> claims) {
    return claims.stream().min(Comparator.comparingDouble(Claim::slack)).orElseThrow();
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static double low(Estimate number) {
    return number.mean() - halfWidth(number);
  }

  private static double high(Estimate number) {
    return number.mean() + halfWidth(number);
  }

  /** What no seed changes has no interval. */
  private static double halfWidth(Estimate number) {
    return number.halfWidth().orElse(0);
  }
}
