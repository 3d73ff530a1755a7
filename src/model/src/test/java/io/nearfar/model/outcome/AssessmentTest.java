package io.nearfar.model.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nearfar.model.delay.AnalyticModel;
import io.nearfar.model.policy.Situation;
import io.nearfar.model.radio.UserRates;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioReader;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Task;
import io.nearfar.model.task.Tier;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class AssessmentTest {

  private static final double EDGE_TTFT = 0.23;
  private static final double CLOUD_TTFT = 0.42;
  private static final double BACKHAUL = 0.15;

  private final Scenario scenario =
      ScenarioReader.read(
          "{name: test, delivery: streamed, radio: {rate: fixed, bitPerSecond: 3200}}", "test");
  private final AnalyticModel model = scenario.analyticModel();

  @Test
  void setsAnOffloadedStreamAgainstTheModel() {
    Situation situation = situation(ServiceType.QUALITY_PREFERRED, 101);
    Timing measured =
        new Timing(OptionalDouble.of(0.6), OptionalDouble.of(0.03), 3.6, OptionalDouble.of(0.18));

    Assessment assessment = Assessment.of(model, situation, Tier.CLOUD, measured);

    assertThat(assessment.executed()).isEqualTo(Decision.OFFLOAD);
    assertThat(assessment.analytic().ttftSeconds()).hasValue(BACKHAUL + CLOUD_TTFT);
    assertThat(assessment.analytic().tpotSeconds()).hasValue(1 / 32.0);
    assertThat(assessment.analytic().delaySeconds())
        .isCloseTo(BACKHAUL + CLOUD_TTFT + 100 / 32.0, within(1e-12));
    assertThat(assessment.analytic().backhaulSeconds()).hasValue(BACKHAUL);
    assertThat(assessment.verdict().feasible()).isTrue();
    // One token of 4 bytes at 3200 bit/s; decoding is slower than the air, so nothing more.
    assertThat(assessment.verdict().radioSeconds()).isCloseTo(0.01, within(1e-12));
    assertThat(assessment.verdict().reward()).isCloseTo(40 - 3.61, within(1e-12));
    assertThat(assessment.verdict().analyticReward())
        .isCloseTo(40 - (BACKHAUL + CLOUD_TTFT + 100 / 32.0 + 0.01), within(1e-12));
    assertThat(assessment.verdict().regret()).isZero();
  }

  @Test
  void aPacedStreamHasItsRadioShareInBothTimings() {
    Situation situation = situation(ServiceType.REGULAR, 101);
    Timing measured =
        new Timing(OptionalDouble.of(0.25), OptionalDouble.of(0.014), 1.65, OptionalDouble.empty());

    Assessment assessment = Assessment.ofPaced(model, situation, Tier.EDGE, measured);

    // A token is 10 ms on air and 1/75 s in decoding.
    assertThat(assessment.analytic().ttftSeconds().orElseThrow())
        .isCloseTo(EDGE_TTFT + 0.01, within(1e-12));
    assertThat(assessment.analytic().tpotSeconds()).hasValue(1 / 75.0);
    assertThat(assessment.analytic().delaySeconds())
        .isCloseTo(EDGE_TTFT + 0.01 + 100 / 75.0, within(1e-12));
    assertThat(assessment.verdict().radioSeconds()).isZero();
    assertThat(assessment.verdict().reward()).isCloseTo(40 - 1.65, within(1e-12));
    assertThat(assessment.verdict().analyticReward())
        .isCloseTo(40 - (EDGE_TTFT + 0.01 + 100 / 75.0), within(1e-12));
  }

  @Test
  void aPacedStreamComesNoFasterThanTheAirCarriesIt() {
    AnalyticModel slow = scenario.analyticModel(new UserRates.Uniform(320));
    Situation situation = situation(slow, ServiceType.REGULAR, 11);
    Timing measured =
        new Timing(OptionalDouble.of(0.34), OptionalDouble.of(0.1), 1.34, OptionalDouble.empty());

    Assessment assessment = Assessment.ofPaced(slow, situation, Tier.EDGE, measured);

    assertThat(assessment.analytic().tpotSeconds()).hasValue(0.1);
    assertThat(assessment.analytic().delaySeconds()).isCloseTo(EDGE_TTFT + 11 * 0.1, within(1e-12));
  }

  @Test
  void judgesTheTierThatGeneratedAndNotTheDecision() {
    Situation situation = situation(ServiceType.QUALITY_PREFERRED, 10);
    Timing measured =
        new Timing(OptionalDouble.empty(), OptionalDouble.empty(), 1, OptionalDouble.empty());

    Assessment assessment = Assessment.of(model, situation, Tier.EDGE, measured);

    assertThat(assessment.executed()).isEqualTo(Decision.LOCAL);
    assertThat(assessment.verdict().feasible()).isFalse();
    assertThat(assessment.verdict().reward()).isCloseTo(40 - 1.01 - 40, within(1e-12));
    assertThat(assessment.analytic().delaySeconds()).isCloseTo(EDGE_TTFT + 9 / 75.0, within(1e-12));
    assertThat(assessment.analytic().ttftSeconds()).isEmpty();
    assertThat(assessment.analytic().tpotSeconds()).isEmpty();
    assertThat(assessment.analytic().backhaulSeconds()).isEmpty();
  }

  @Test
  void teachesTheConditionThatWasDecidedIn() {
    Situation decidedIn = situation(ServiceType.REGULAR, 650);
    Situation answered = situation(ServiceType.REGULAR, 750);
    Timing measured =
        new Timing(OptionalDouble.empty(), OptionalDouble.empty(), 10, OptionalDouble.empty());

    Assessment assessment = Assessment.of(model, answered, Tier.EDGE, measured);

    assertThat(assessment.feedback(decidedIn).condition()).isEqualTo(decidedIn.condition());
    assertThat(assessment.feedback(decidedIn).reward()).isEqualTo(assessment.verdict().reward());
  }

  private Situation situation(ServiceType type, int outputTokens) {
    return situation(model, type, outputTokens);
  }

  private Situation situation(AnalyticModel of, ServiceType type, int outputTokens) {
    return Situation.of(new Task(0, type, 5, outputTokens), scenario.sizeClasses(), of, BACKHAUL);
  }
}
