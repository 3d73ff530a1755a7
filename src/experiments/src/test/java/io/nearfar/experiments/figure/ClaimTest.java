package io.nearfar.experiments.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.nearfar.experiments.figure.Claim.Verdict;
import io.nearfar.experiments.statistic.Estimate;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ClaimTest {

  @Test
  void isBelowOrAboveWithItsWholeInterval() {
    assertThat(below(-6, -5, -4)).isEqualTo(Verdict.HELD);
    assertThat(below(-3, -2, -1)).isEqualTo(Verdict.UNDECIDED);
    assertThat(below(1, 2, 3)).isEqualTo(Verdict.UNDECIDED);
    assertThat(below(4, 5, 6)).isEqualTo(Verdict.FAILED);
    assertThat(above(6, 5, 4)).isEqualTo(Verdict.HELD);
    assertThat(above(3, 2, 1)).isEqualTo(Verdict.UNDECIDED);
    assertThat(above(-1, -2, -3)).isEqualTo(Verdict.UNDECIDED);
    assertThat(above(-4, -5, -6)).isEqualTo(Verdict.FAILED);
  }

  @Test
  void isWithinAMarginWithItsWholeInterval() {
    double[] difference = {0.1, 0.2, 0.3};
    double halfWidth = 0.1 * 4.302652730 / Math.sqrt(3);
    double farthest = 0.2 + halfWidth;

    assertThat(within(difference, farthest + 1e-6)).isEqualTo(Verdict.HELD);
    assertThat(within(difference, farthest - 1e-6)).isEqualTo(Verdict.UNDECIDED);
    assertThat(within(new double[] {-0.1, -0.2, -0.3}, 0.44)).isEqualTo(Verdict.UNDECIDED);
    Claim wide = Claim.within("a", "b", difference, 1, "s");
    assertThat(wide.slack()).isCloseTo(1 - farthest, offset(1e-9));
    // No difference at all is possible too, and is as far from the margin as can be.
    assertThat(wide.reach()).isEqualTo(1);
  }

  @Test
  void isNotWithinAMarginWhenItsWholeIntervalIsBeyond() {
    double nearest = 2 - 0.1 * 4.302652730 / Math.sqrt(3);

    for (double sign : new double[] {1, -1}) {
      double[] difference = {sign * 1.9, sign * 2, sign * 2.1};
      assertThat(within(difference, nearest + 1e-6)).isEqualTo(Verdict.UNDECIDED);
      assertThat(within(difference, nearest - 1e-6)).isEqualTo(Verdict.FAILED);
    }
  }

  @Test
  void isAtMostALimitWithItsWholeInterval() {
    double[] shares = {1.9, 2, 2.1};
    double halfWidth = 0.1 * 4.302652730 / Math.sqrt(3);

    assertThat(atMost(shares, 2 + halfWidth + 1e-6)).isEqualTo(Verdict.HELD);
    assertThat(atMost(shares, 2 + halfWidth - 1e-6)).isEqualTo(Verdict.UNDECIDED);
    assertThat(atMost(shares, 2 - halfWidth + 1e-6)).isEqualTo(Verdict.UNDECIDED);
    assertThat(atMost(shares, 2 - halfWidth - 1e-6)).isEqualTo(Verdict.FAILED);
    assertThat(Claim.atMost("a", "b", shares, 3, "%").criterion())
        .isEqualTo("95 % interval below 3 %");
  }

  @Test
  void whatNoSeedChangesIsDecided() {
    assertThat(below(-1, -1)).isEqualTo(Verdict.HELD);
    assertThat(below(0, 0)).isEqualTo(Verdict.FAILED);
    assertThat(within(new double[] {2, 2}, 2)).isEqualTo(Verdict.FAILED);
  }

  @Test
  void ofSeveralTheWeakestSpeaks() {
    Claim strong = Claim.below("a", "strong", new double[] {-9, -8, -8}, "s");
    Claim undecided = Claim.below("a", "undecided", new double[] {-50, 10, 60}, "s");
    Claim failed = Claim.below("a", "failed", new double[] {1, 1.1, 1.2}, "s");

    assertThat(undecided.slack()).isLessThan(failed.slack());
    assertThat(Claim.all(List.of(strong))).isEqualTo(strong);
    assertThat(Claim.all(List.of(undecided, strong))).isEqualTo(undecided);
    assertThat(Claim.all(List.of(undecided, failed, strong))).isEqualTo(failed);
  }

  private static Verdict below(double... difference) {
    return Claim.below("a", "b", difference, "s").verdict();
  }

  private static Verdict above(double... difference) {
    return Claim.above("a", "b", difference, "s").verdict();
  }

  private static Verdict atMost(double[] values, double limit) {
    return Claim.atMost("a", "b", values, limit, "%").verdict();
  }

  private static Verdict within(double[] difference, double margin) {
    return Claim.within("a", "b", difference, margin, "s").verdict();
  }

  @Test
  void isUndecidedWhereTheAnalyticModelDecided() {
    Claim claim = Claim.undecided("a", 0.01, new double[] {0.5, 1});

    assertThat(claim.verdict()).isEqualTo(Claim.Verdict.UNDECIDED);
    assertThat(claim.number().mean()).isEqualTo(75);
    assertThat(claim.slack()).isEqualTo(-74);
    assertThat(claim.criterion()).startsWith("at most 1 %");
    assertThat(ClaimCsv.Row.of('j', claim).read()).isEqualTo(claim);
  }

  @Test
  void writesAsManyDigitsAsTheIntervalAllows() {
    assertThat(numberText(estimate(-0.50403, 0.01871, 30)))
        .isEqualTo("-0.504 \u00b1 0.019 s (n = 30)");
    assertThat(numberText(estimate(123.4, 12.6, 10))).isEqualTo("+123 \u00b1 13 s (n = 10)");
    assertThat(numberText(Estimate.of(2.5))).isEqualTo("2.50 s (n = 1)");
    assertThat(numberText(estimate(0, 0, 10))).isEqualTo("0.00 s (n = 10)");
  }

  private static Estimate estimate(double mean, double halfWidth, int seeds) {
    return new Estimate(mean, OptionalDouble.of(halfWidth), seeds);
  }

  private static String numberText(Estimate number) {
    return new Claim("a", "b", "c", number, "s", 1, 2).numberText();
  }
}
