package io.nearfar.experiments.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nearfar.experiments.statistic.Estimate;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ClaimTest {

  @Test
  void isBelowOrAboveWithItsWholeInterval() {
    assertThat(Claim.below("a", "b", new double[] {-6, -5, -4}, "s").held()).isTrue();
    assertThat(Claim.below("a", "b", new double[] {-3, -2, -1}, "s").held()).isFalse();
    assertThat(Claim.above("a", "b", new double[] {6, 5, 4}, "s").held()).isTrue();
    assertThat(Claim.above("a", "b", new double[] {3, 2, 1}, "s").held()).isFalse();
  }

  @Test
  void isWithinAMarginWithItsWholeInterval() {
    double[] difference = {0.1, 0.2, 0.3};
    double farthest = 0.2 + 0.1 * 4.302652730 / Math.sqrt(3);

    assertThat(Claim.within("a", "b", difference, farthest + 1e-6, "s").held()).isTrue();
    assertThat(Claim.within("a", "b", difference, farthest - 1e-6, "s").held()).isFalse();
    assertThat(Claim.within("a", "b", new double[] {-0.1, -0.2, -0.3}, 0.44, "s").held()).isFalse();
    assertThat(Claim.within("a", "b", difference, 1, "s").slack())
        .isCloseTo(1 - farthest, within(1e-9));
  }

  @Test
  void ofSeveralTheWeakestSpeaks() {
    Claim strong = Claim.below("a", "strong", new double[] {-9, -8}, "s");
    Claim weak = Claim.below("a", "weak", new double[] {1, 2}, "s");

    assertThat(Claim.all(List.of(strong, weak)).subject()).isEqualTo("weak");
    assertThat(Claim.all(List.of(strong, weak)).held()).isFalse();
    assertThat(Claim.all(List.of(strong)).held()).isTrue();
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
    return new Claim("a", "b", "c", number, "s", 1).numberText();
  }
}
