package io.nearfar.experiments.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class HolmTest {

  private static final Offset<Double> EXACT = Offset.offset(1e-15);

  @Test
  void multipliesTheSmallestMostAndNeverFallsBehind() {
    // 3 x .01, then 2 x .03, then 1 x .04, which must not be below the one before.
    assertThat(Holm.adjusted(new double[] {.01, .04, .03}))
        .containsExactly(new double[] {.03, .06, .06}, EXACT);
  }

  @Test
  void staysAProbabilityAndLeavesASingleTestAlone() {
    assertThat(Holm.adjusted(new double[] {.9, .8})).containsExactly(1, 1);
    assertThat(Holm.adjusted(new double[] {.04})).containsExactly(.04);
    assertThat(Holm.adjusted(new double[0])).isEmpty();
  }
}
