package io.nearfar.model.delay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.nearfar.model.Deployment;
import io.nearfar.model.radio.UserRates;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Task;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalyticModelTest {

  @ParameterizedTest
  @CsvSource({
    "REGULAR,           LOCAL,    26.436666667, true",
    "REGULAR,           OFFLOAD,   8.23,        true",
    "QUALITY_PREFERRED, OFFLOAD,   8.23,        true",
    "QUALITY_PREFERRED, LOCAL,   -13.563333333, false"
  })
  void rewardsOfAThousandTokensAreThoseOfTheStudy(
      ServiceType type, Decision decision, double reward, boolean feasible) {
    Prospect prospect = Deployment.analytic(40).prospect(new Task(0, type, 0, 1000), decision, 0.1);

    assertThat(prospect.reward()).isCloseTo(reward, within(1e-9));
    assertThat(prospect.feasible()).isEqualTo(feasible);
    assertThat(prospect.decision()).isEqualTo(decision);
  }

  @ParameterizedTest
  @CsvSource({"10, 541.95", "20, 1100.09", "40, 2216.37"})
  void offloadingForQualityPaysUpToTheBreakEvenLength(double penaltySeconds, double tokens) {
    AnalyticModel model = Deployment.analytic(penaltySeconds);

    assertThat(gainOfOffloading(model, (int) Math.floor(tokens), 0.1)).isPositive();
    assertThat(gainOfOffloading(model, (int) Math.ceil(tokens), 0.1)).isNegative();
    // The gain is linear in n: two lengths give the root to the printed digits.
    double atOne = gainOfOffloading(model, 1, 0.1);
    double slope = gainOfOffloading(model, 2, 0.1) - atOne;
    assertThat(1 - atOne / slope).isCloseTo(tokens, within(0.005));
  }

  @Test
  void breakEvenPenaltyOfAThousandTokensIsTheDifferenceOfTheDelays() {
    // 0.42 - 0.23 + 1000 (1/32 - 1/75) = 18.10666... s, and t_back.
    double breakEven = 18.106666667 + 0.1;

    assertThat(gainOfOffloading(Deployment.analytic(breakEven + 1e-6), 1000, 0.1)).isPositive();
    assertThat(gainOfOffloading(Deployment.analytic(breakEven - 1e-6), 1000, 0.1)).isNegative();
  }

  @Test
  void eachUserHasTheDelayOfTheOwnLink() {
    AnalyticModel model =
        new AnalyticModel(
            Deployment.PAIR,
            new UserRates.PerUser(List.of(1e6, 2e6)),
            Delivery.STORED,
            4,
            QualityConstraint.between(Deployment.PAIR),
            new Reward(40, 40));

    assertThat(radio(model, 0)).isCloseTo(0.032, within(1e-12));
    assertThat(radio(model, 1)).isCloseTo(0.016, within(1e-12));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> radio(model, 2))
        .withMessage("user is 2; rates are given for users 0 to 1");
  }

  @Test
  void aTokenIsOnAirForItsBitsOverTheRate() {
    AnalyticModel model =
        new AnalyticModel(
            Deployment.PAIR,
            new UserRates.PerUser(List.of(3200.0, 1600.0)),
            Delivery.STREAMED,
            4,
            QualityConstraint.between(Deployment.PAIR),
            new Reward(40, 40));
    Task stranger = new Task(OptionalInt.empty(), ServiceType.REGULAR, 0, 10);

    assertThat(model.tokenOnAirSeconds(new Task(0, ServiceType.REGULAR, 0, 10))).isEqualTo(0.01);
    assertThat(model.tokenOnAirSeconds(new Task(1, ServiceType.REGULAR, 0, 10))).isEqualTo(0.02);
    assertThat(model.tokenOnAirSeconds(stranger)).isZero();
  }

  private static double radio(AnalyticModel model, int user) {
    Task task = new Task(user, ServiceType.REGULAR, 0, 1000);
    return model.prospect(task, Decision.LOCAL, 0).delay().radioSeconds();
  }

  private static double gainOfOffloading(AnalyticModel model, int n, double backhaulSeconds) {
    Task task = Deployment.qualityPreferred(n);
    return model.prospect(task, Decision.OFFLOAD, backhaulSeconds).reward()
        - model.prospect(task, Decision.LOCAL, backhaulSeconds).reward();
  }
}
