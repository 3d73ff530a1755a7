package io.nearfar.model.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nearfar.model.Deployment;
import io.nearfar.model.delay.AnalyticModel;
import io.nearfar.model.delay.Delivery;
import io.nearfar.model.delay.QualityConstraint;
import io.nearfar.model.delay.QualityScale;
import io.nearfar.model.delay.QualityThreshold;
import io.nearfar.model.delay.Reward;
import io.nearfar.model.inference.ModelPair;
import io.nearfar.model.radio.UserRates;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.SizeClasses;
import io.nearfar.model.task.Task;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdPolicyTest {

  /** Offloading n tokens gains n/75 + 0.23 - (n/200 + 0.2 + 0.1) s: 8.2633 s at n = 1000. */
  private static final ModelPair FAST_CLOUD =
      new ModelPair(Deployment.EDGE, Deployment.model("fast", 0.2, 200, 1250, 0.85));

  @ParameterizedTest
  @CsvSource({
    "0, OFFLOAD",
    "8.26, OFFLOAD",
    "8.27, LOCAL",
    "1000, LOCAL",
    "-1000, OFFLOAD",
  })
  void offloadsARegularTaskThatGainsMoreThanTheThreshold(double gainSeconds, Decision decision) {
    Situation situation =
        situation(Deployment.regular(1000), FAST_CLOUD, Deployment.EDGE.quality().mmlu());

    assertThat(decide(gainSeconds, situation)).isEqualTo(decision);
  }

  @Test
  void offloadsAtALossOfUpToANegativeThreshold() {
    // The study's cloud is 18.2067 s slower at n = 1000.
    Situation situation = situation(Deployment.regular(1000), Deployment.PAIR, 0.752);

    assertThat(decide(-18.2, situation)).isEqualTo(Decision.LOCAL);
    assertThat(decide(-18.21, situation)).isEqualTo(Decision.OFFLOAD);
  }

  @ParameterizedTest
  @CsvSource({"-1000", "0", "1000"})
  void whatIsFeasibleOnOneTierGoesThereWhateverItGains(double gainSeconds) {
    Task demanding = Deployment.qualityPreferred(1000);
    ModelPair better =
        new ModelPair(Deployment.EDGE, Deployment.model("worse", 0.1, 1000, 1250, 0.3));

    assertThat(decide(gainSeconds, situation(demanding, Deployment.PAIR, 0.752)))
        .isEqualTo(Decision.OFFLOAD);
    assertThat(decide(gainSeconds, situation(demanding, better, 0.5))).isEqualTo(Decision.LOCAL);
  }

  @Test
  void isTheOracleAtAThresholdOfZero() {
    RandomGenerator random = new SplittableRandom(5);
    int offloaded = 0;
    for (int i = 0; i < 2000; i++) {
      Task task =
          new Task(
              0,
              random.nextBoolean() ? ServiceType.REGULAR : ServiceType.QUALITY_PREFERRED,
              0,
              random.nextInt(1, 1600));
      ModelPair pair =
          new ModelPair(
              Deployment.EDGE,
              Deployment.model("any", random.nextDouble(), random.nextDouble(20, 200), 1200, 0.8));
      Situation situation = situation(task, pair, random.nextDouble(0.6, 0.9));
      Decision decision = decide(0, situation);
      offloaded += decision == Decision.OFFLOAD ? 1 : 0;

      assertThat(decision)
          .isEqualTo(
              new OraclePolicy().decide(situation, i).toCompletableFuture().join().decision());
    }
    assertThat(offloaded).isBetween(100, 1900);
  }

  @Test
  void refusesAThresholdThatIsNoNumber() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ThresholdPolicy(Double.NaN))
        .withMessage("gainSeconds is NaN; it must be finite");
  }

  private static Situation situation(Task task, ModelPair pair, double mmlu) {
    AnalyticModel model =
        new AnalyticModel(
            pair,
            UserRates.UNLIMITED,
            Delivery.STORED,
            4,
            new QualityConstraint(
                new QualityThreshold(QualityScale.ARENA_ELO, 1000),
                new QualityThreshold(QualityScale.MMLU, mmlu)),
            new Reward(40, 40));
    return Situation.of(task, SizeClasses.STUDY, model, 0.1);
  }

  private static Decision decide(double gainSeconds, Situation situation) {
    Choice choice =
        new ThresholdPolicy(gainSeconds).decide(situation, 0).toCompletableFuture().join();
    assertThat(choice.origin()).isEqualTo(Origin.RULE);
    return choice.decision();
  }
}
