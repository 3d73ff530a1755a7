package io.nearfar.model.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.nearfar.model.Deployment;
import io.nearfar.model.delay.AnalyticModel;
import io.nearfar.model.delay.Delivery;
import io.nearfar.model.delay.Prospect;
import io.nearfar.model.delay.QualityConstraint;
import io.nearfar.model.delay.QualityScale;
import io.nearfar.model.delay.QualityThreshold;
import io.nearfar.model.delay.Reward;
import io.nearfar.model.inference.ModelPair;
import io.nearfar.model.radio.UserRates;
import io.nearfar.model.random.RandomStreams;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.SizeClasses;
import io.nearfar.model.task.Task;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SituationTest {

  @Test
  void theOracleTakesTheFeasibleDecisionOfLeastDelay() {
    AnalyticModel model = Deployment.analytic(40);

    assertThat(oracle(situation(Deployment.regular(1000), model))).isEqualTo(Decision.LOCAL);
    assertThat(oracle(situation(Deployment.qualityPreferred(1000), model)))
        .isEqualTo(Decision.OFFLOAD);
  }

  @Test
  void theOracleOffloadsARegularTaskToAFasterCloud() {
    ModelPair pair = new ModelPair(Deployment.EDGE, Deployment.model("fast", 0.2, 200, 1250, 0.85));
    AnalyticModel model = Deployment.analytic(pair, Delivery.STORED, 40);

    assertThat(oracle(situation(Deployment.regular(1000), model))).isEqualTo(Decision.OFFLOAD);
  }

  @Test
  void theOracleStaysLocalOnATie() {
    ModelPair twins =
        new ModelPair(Deployment.EDGE, Deployment.model("twin", 0.23, 75, 1152, 0.85));
    Situation situation =
        Situation.of(
            Deployment.regular(1000),
            SizeClasses.STUDY,
            Deployment.analytic(twins, Delivery.STORED, 40),
            0);

    assertThat(oracle(situation)).isEqualTo(Decision.LOCAL);
  }

  @Test
  void withoutAFeasibleDecisionTheOneOfGreaterRewardServes() {
    QualityThreshold unreachable = new QualityThreshold(QualityScale.MMLU, 0.99);
    AnalyticModel model =
        new AnalyticModel(
            Deployment.PAIR,
            UserRates.UNLIMITED,
            Delivery.STORED,
            4,
            new QualityConstraint(unreachable, unreachable),
            new Reward(40, 40));
    Situation situation = situation(Deployment.regular(1000), model);

    assertThat(situation.best()).isEmpty();
    assertThat(oracle(situation)).isEqualTo(Decision.LOCAL);
    assertThat(situation.regret(Decision.LOCAL)).isZero();
    assertThat(situation.regret(Decision.OFFLOAD)).isCloseTo(18.206666667, within(1e-9));
  }

  @Test
  void theOracleHasNoRegretAndNobodyHasLessAboveTheBreakEven() {
    RandomGenerator random = new SplittableRandom(8);
    // The longest task breaks even at 0.19 + 1600 x (1/32 - 1/75) + 1 = 29.86 s of penalty.
    AnalyticModel model = Deployment.analytic(30);
    RandomStreams streams = new RandomStreams(9);
    List<OffloadingPolicy> others =
        List.of(
            new FixedPolicy(Decision.LOCAL),
            new FixedPolicy(Decision.OFFLOAD),
            new RandomPolicy(streams.indexed("coin")),
            new EpsilonGreedy(
                new OraclePolicy(), EpsilonSchedule.constant(0.5), streams.indexed("epsilon")));
    double ofOthers = 0;
    for (int index = 0; index < 2000; index++) {
      Task task =
          new Task(
              0,
              random.nextBoolean() ? ServiceType.REGULAR : ServiceType.QUALITY_PREFERRED,
              0,
              random.nextInt(1, 1601));
      Situation situation = Situation.of(task, SizeClasses.STUDY, model, random.nextDouble(0, 1));

      assertThat(situation.regret(oracle(situation))).isZero();
      for (OffloadingPolicy other : others) {
        Decision decision = other.decide(situation, index).toCompletableFuture().join().decision();
        assertThat(situation.regret(decision)).isNotNegative();
        ofOthers += situation.regret(decision);
      }
    }
    assertThat(ofOthers).isPositive();
  }

  @Test
  void belowTheBreakEvenAViolationPays() {
    Situation situation = situation(Deployment.qualityPreferred(1000), Deployment.analytic(10));

    assertThat(oracle(situation)).isEqualTo(Decision.OFFLOAD);
    assertThat(situation.regret(Decision.LOCAL)).isCloseTo(10 - 18.206666667, within(1e-9));
  }

  @Test
  void givesTheProspectOfEitherDecision() {
    Situation situation = situation(Deployment.regular(1000), Deployment.analytic(40));

    for (Decision decision : Decision.values()) {
      assertThat(situation.of(decision)).extracting(Prospect::decision).isEqualTo(decision);
    }
  }

  @Test
  void onlyAFallbackHasAFailure() {
    assertThat(Choice.fallback(Decision.LOCAL, ModelFailure.BUSY).failure())
        .contains(ModelFailure.BUSY);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Choice.of(Decision.LOCAL, Origin.FALLBACK))
        .withMessageContaining("only a fallback has one");
  }

  @Test
  void feedbackNeedsAFiniteReward() {
    Situation situation = situation(Deployment.regular(1000), Deployment.analytic(40));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Feedback(
                    situation.task(), situation.condition(), Decision.LOCAL, Double.NaN, true))
        .withMessage("reward is NaN; it must be finite");
  }

  private static Situation situation(Task task, AnalyticModel model) {
    return Situation.of(task, SizeClasses.STUDY, model, 0.1);
  }

  private static Decision oracle(Situation situation) {
    return new OraclePolicy().decide(situation, 0).toCompletableFuture().join().decision();
  }
}
