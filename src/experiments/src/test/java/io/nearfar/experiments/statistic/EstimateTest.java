package io.nearfar.experiments.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EstimateTest {

  @Test
  void isStudentsInterval() {
    Estimate estimate = Estimate.of(1, 2, 3, 4, 5);

    assertThat(estimate.mean()).isEqualTo(3);
    // s = sqrt(2.5), t of 4 degrees of freedom at 97.5 % = 2.7764451052
    assertThat(estimate.halfWidth().getAsDouble())
        .isCloseTo(2.7764451052 * Math.sqrt(2.5) / Math.sqrt(5), within(1e-9));
    assertThat(estimate.seeds()).isEqualTo(5);
  }

  @Test
  void hasNoIntervalForOneSeed() {
    assertThat(Estimate.of(7).mean()).isEqualTo(7);
    assertThat(Estimate.of(7).halfWidth()).isEmpty();
  }

  @Test
  void isExactWhereNoSeedDiffers() {
    assertThat(Estimate.of(7, 7, 7).halfWidth()).hasValue(0);
  }
}
