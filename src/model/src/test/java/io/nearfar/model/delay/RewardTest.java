package io.nearfar.model.delay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class RewardTest {

  @Test
  void aViolationCostsThePenaltyAndTheTargetOnlyShifts() {
    assertThat(new Reward(40, 15).of(12, true)).isEqualTo(28);
    assertThat(new Reward(40, 15).of(12, false)).isEqualTo(13);
    assertThat(new Reward(50, 15).of(12, false)).isEqualTo(23);
  }

  @Test
  void refusesWhatIsNoTargetOrNoPenalty() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Reward(0, 40))
        .withMessage("targetSeconds is 0.0; it must be a finite number > 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Reward(40, -1))
        .withMessage("penaltySeconds is -1.0; it must be a finite number >= 0");
    assertThatIllegalArgumentException().isThrownBy(() -> new Reward(40, Double.NaN));
  }
}
