package io.nearfar.model.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpsilonScheduleTest {

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0.9905", "50, 0.525", "99, 0.0595", "100, 0.05", "1000000000000, 0.05"})
  void fallsLinearlyAndStays(long index, double epsilon) {
    assertThat(new EpsilonSchedule(1, 0.05, 100).epsilon(index)).isCloseTo(epsilon, within(1e-12));
  }

  @Test
  void canBeConstant() {
    assertThat(EpsilonSchedule.constant(0.3).epsilon(0)).isEqualTo(0.3);
    assertThat(EpsilonSchedule.constant(0.3).epsilon(1000)).isEqualTo(0.3);
  }

  @Test
  void refusesWhatIsNoProbability() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EpsilonSchedule(1.5, 0, 1))
        .withMessage("exploration.start is 1.5; it must be between 0.0 and 1.0");
    assertThatIllegalArgumentException().isThrownBy(() -> new EpsilonSchedule(1, -0.1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EpsilonSchedule(1, 0, -1))
        .withMessage("overTasks is -1; it must be >= 0");
  }
}
