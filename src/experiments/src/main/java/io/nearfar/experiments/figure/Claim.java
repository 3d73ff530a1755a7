package io.nearfar.experiments.figure;

import io.nearfar.experiments.statistic.Estimate;
import io.nearfar.model.Check;
import java.math.BigDecimal;
import java.util.Arrays;
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
 *     part of it does
 * @param reach how far its most favourable value is from breaking it; negative when all of it does,
 *     and never less than {@code slack}
 */
record Claim(
    String statement,
    String criterion,
    String subject,
    Estimate number,
    String unit,
    double slack,
    double reach) {

  /** What became of a claim. */
  enum Verdict {
    /** The whole interval breaks the criterion. */
    FAILED("Did not hold"),
    /** Part of the interval breaks it: more seeds would tell. */
    UNDECIDED("Undecided"),
    /** No part of it does. */
    HELD("Held");

    private final String word;

    Verdict(String word) {
      this.word = word;
    }

    /** The word for it. */
    String word() {
      return word;
    }
  }

  Claim {
    Check.notBlank("statement", statement);
    Check.notBlank("criterion", criterion);
  }

  /** What became of it. */
  Verdict verdict() {
    if (slack > 0) {
      return Verdict.HELD;
    }
    return reach > 0 ? Verdict.UNDECIDED : Verdict.FAILED;
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
        -high(number),
        -low(number));
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
        low(number),
        high(number));
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
        margin - Math.max(high(number), -low(number)),
        margin - Math.max(0, Math.max(low(number), -high(number))));
  }

  /** The interval of a quantity, which is no difference, ends below a limit. */
  static Claim atMost(
      String statement, String subject, double[] values, double limit, String unit) {
    Estimate number = Estimate.of(values);
    return new Claim(
        statement,
        String.format(Locale.ROOT, "95 %% interval below %s %s", plain(limit), unit),
        subject,
        number,
        unit,
        limit - high(number),
        limit - low(number));
  }

  /**
   * What a decision model did cannot be told from what the analytic model did in its place: always
   * undecided.
   *
   * @param most the share of decisions left to the analytic model up to which it could be told
   * @param shares those of the runs, in [0, 1], more than {@code most} on average
   */
  static Claim undecided(String statement, double most, double[] shares) {
    Estimate number = Estimate.of(Arrays.stream(shares).map(share -> 100 * share).toArray());
    double beyond = number.mean() - 100 * most;
    return new Claim(
        statement,
        "at most " + plain(100 * most) + " %, since those are no decisions of the model",
        "decisions left to the analytic model",
        number,
        "%",
        -beyond,
        beyond);
  }

  /**
   * Several comparisons for one statement: all must hold, and the weakest speaks for them. One that
   * failed is weaker than one that is undecided, however wide that one's interval is.
   */
  static Claim all(List<Claim> claims) {
    return claims.stream()
        .min(Comparator.comparing(Claim::verdict).thenComparingDouble(Claim::slack))
        .orElseThrow();
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
