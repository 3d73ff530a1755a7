package io.nearfar.model.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JitterTest {

  private static final int DRAWS = 200_000;

  /** Two-sided 99.9 % quantile of the standard normal distribution. */
  private static final double Z = 3.2905;

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.2, 0.3})
  void normalKeepsTheMeanAndTheSpread(double cv) {
    assertSpread(new Jitter.Normal(cv), cv, 0.01);
  }

  @Test
  void theWidestNormalLosesWhatIsCut() {
    // Cut at 0 and 2, that is at +-2 sigma: variance of a normal winsorised there is 0.92055.
    assertSpread(new Jitter.Normal(0.5), 0.5 * Math.sqrt(0.92055), 0.01);
    Moments moments = Moments.of(new Jitter.Normal(0.5));
    assertThat(moments.least).isZero();
    assertThat(moments.greatest).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 1})
  void logNormalKeepsTheMeanAndTheSpread(double cv) {
    // The fourth moment of a wide log-normal is large: its sample spread converges slowly.
    assertSpread(new Jitter.LogNormal(cv), cv, cv < 1 ? 0.015 : 0.06);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 1, 1.5})
  void gammaKeepsTheMeanAndTheSpread(double cv) {
    assertSpread(new Jitter.Gamma(cv), cv, 0.02);
  }

  @Test
  void noJitterIsAlwaysOne() {
    Moments moments = Moments.of(new Jitter.None());
    assertThat(moments.least).isEqualTo(1);
    assertThat(moments.greatest).isEqualTo(1);
  }

  @Test
  void zeroSpreadIsAlwaysOne() {
    assertThat(Moments.of(new Jitter.Normal(0)).greatest).isEqualTo(1);
    assertThat(Moments.of(new Jitter.LogNormal(0)).least).isEqualTo(1);
  }

  @Test
  void equalGeneratorsGiveEqualFactors() {
    for (Jitter jitter : new Jitter[] {new Jitter.Normal(0.2), new Jitter.Gamma(0.7)}) {
      Jitter.Factors one = jitter.factors(new SplittableRandom(4));
      Jitter.Factors two = jitter.factors(new SplittableRandom(4));
      for (int i = 0; i < 100; i++) {
        assertThat(one.next()).isEqualTo(two.next());
      }
    }
  }

  @Test
  void refusesSpreadsThatTheDistributionCannotHave() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Jitter.Normal(0.51))
        .withMessage("coefficientOfVariation is 0.51; it must be between 0.0 and 0.5");
    assertThatIllegalArgumentException().isThrownBy(() -> new Jitter.Normal(-0.1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Jitter.Normal(Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Jitter.LogNormal(-1))
        .withMessage("coefficientOfVariation is -1.0; it must be a finite number >= 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Jitter.Gamma(0))
        .withMessage("coefficientOfVariation is 0.0; it must be a finite number > 0");
  }

  private static void assertSpread(Jitter jitter, double cv, double tolerance) {
    Moments moments = Moments.of(jitter);
    assertThat(moments.mean).isCloseTo(1, within(Z * cv / Math.sqrt(DRAWS)));
    assertThat(moments.deviation / moments.mean).isCloseTo(cv, within(tolerance * cv));
    assertThat(moments.least).isNotNegative();
  }

  private record Moments(double mean, double deviation, double least, double greatest) {

    static Moments of(Jitter jitter) {
      Jitter.Factors factors = jitter.factors(new SplittableRandom(20240801));
      double sum = 0;
      double squares = 0;
      double least = Double.POSITIVE_INFINITY;
      double greatest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < DRAWS; i++) {
        double factor = factors.next();
        sum += factor;
        squares += factor * factor;
        least = Math.min(least, factor);
        greatest = Math.max(greatest, factor);
      }
      double mean = sum / DRAWS;
      return new Moments(
          mean, Math.sqrt(Math.max(0, squares / DRAWS - mean * mean)), least, greatest);
    }
  }
}
