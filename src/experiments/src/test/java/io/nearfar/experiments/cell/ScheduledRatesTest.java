package io.nearfar.experiments.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ScheduledRatesTest {

  @Test
  void jainsIndexIsOneForEqualSharesAndOneOverNForASingleWinner() {
    assertThat(rates(3, 3, 3, 3).jainIndex()).isEqualTo(1);
    assertThat(rates(0, 5, 0, 0).jainIndex()).isEqualTo(0.25);
    // (1 + 2 + 3)^2 / (3 (1 + 4 + 9)) = 36 / 42.
    assertThat(rates(1, 2, 3).jainIndex()).isCloseTo(36.0 / 42, within(1e-15));
    // k of n users share everything alike: k / n.
    assertThat(rates(7, 7, 0, 0, 0).jainIndex()).isCloseTo(0.4, within(1e-15));
    assertThat(rates(1e6, 2e6, 3e6).jainIndex()).isCloseTo(36.0 / 42, within(1e-15));
    assertThat(rates(0, 0).jainIndex()).isEqualTo(1);
  }

  @Test
  void addsUpAndCountsWhoIsNeverServed() {
    ScheduledRates rates = rates(0, 4, 2, 0);

    assertThat(rates.sum()).isEqualTo(6);
    assertThat(rates.mean()).isEqualTo(1.5);
    assertThat(rates.least()).isZero();
    assertThat(rates.unserved()).isEqualTo(2);
  }

  @Test
  void refusesWhatIsNoRate() {
    assertThatThrownBy(() -> rates()).hasMessageContaining("one rate a user");
    assertThatThrownBy(() -> rates(1, -1)).hasMessageContaining("bitPerSecond is -1");
  }

  private static ScheduledRates rates(double... bitPerSecond) {
    return new ScheduledRates("x", Arrays.stream(bitPerSecond).boxed().toList());
  }
}
