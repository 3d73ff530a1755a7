package io.nearfar.model.radio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserRatesTest {

  @Test
  void ratesAreUnlimitedUniformOrPerUser() {
    assertThat(UserRates.UNLIMITED.bitPerSecond(7)).isInfinite();
    assertThat(new UserRates.Uniform(1e6).bitPerSecond(7)).isEqualTo(1e6);
    assertThat(new UserRates.PerUser(List.of(1e6, 2e6)).bitPerSecond(1)).isEqualTo(2e6);
  }

  @Test
  void refusesUsersAndRatesOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UserRates.PerUser(List.of(1e6)).bitPerSecond(-1))
        .withMessage("user is -1; rates are given for users 0 to 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UserRates.PerUser(List.of(1e6, 0.0)))
        .withMessage("bitPerSecond of user 1 is 0.0; it must be a finite number > 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UserRates.PerUser(Arrays.asList(1e6, null)))
        .withMessage("bitPerSecond of user 1 is missing");
    assertThatIllegalArgumentException().isThrownBy(() -> new UserRates.PerUser(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new UserRates.Uniform(0));
  }
}
