package io.nearfar.model.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.nearfar.model.Deployment;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.SizeClasses;
import io.nearfar.model.task.Task;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TabularQPolicyTest {

  private static final Situation REGULAR = situation(Deployment.regular(1000));
  private static final Situation DEMANDING = situation(Deployment.qualityPreferred(1000));

  private final TabularQPolicy mean = new TabularQPolicy(OptionalDouble.empty());

  @Test
  void theValueIsTheMeanReward() {
    learn(mean, Decision.LOCAL, 10, 20, 60);

    assertThat(value(mean, Decision.LOCAL)).isCloseTo(30, within(1e-12));
  }

  @Test
  void withALearningRateTheFirstRewardIsTheValueAndLaterOnesMoveIt() {
    TabularQPolicy policy = new TabularQPolicy(OptionalDouble.of(0.25));
    learn(policy, Decision.LOCAL, 10, 20, 60);

    // 10; 10 + (20 - 10)/4 = 12.5; 12.5 + (60 - 12.5)/4 = 24.375
    assertThat(value(policy, Decision.LOCAL)).isCloseTo(24.375, within(1e-12));
  }

  @Test
  void takesTheDecisionOfGreaterValueHoweverNegative() {
    learn(mean, Decision.LOCAL, -20);
    learn(mean, Decision.OFFLOAD, -30);
    assertThat(decide(mean, REGULAR)).isEqualTo(Decision.LOCAL);

    learn(mean, Decision.OFFLOAD, 30);
    assertThat(decide(mean, REGULAR)).isEqualTo(Decision.OFFLOAD);
  }

  @Test
  void triesWhatItDoesNotKnowBeforeWhatItKnows() {
    assertThat(mean.value(REGULAR.condition(), Decision.LOCAL)).isEmpty();
    assertThat(decide(mean, REGULAR)).isEqualTo(Decision.LOCAL);

    learn(mean, Decision.LOCAL, 1000);
    assertThat(decide(mean, REGULAR)).isEqualTo(Decision.OFFLOAD);

    learn(mean, Decision.OFFLOAD, 0);
    assertThat(decide(mean, REGULAR)).isEqualTo(Decision.LOCAL);
  }

  @Test
  void staysLocalOnATie() {
    learn(mean, Decision.LOCAL, 3);
    learn(mean, Decision.OFFLOAD, 3);

    assertThat(decide(mean, REGULAR)).isEqualTo(Decision.LOCAL);
  }

  @Test
  void conditionsAreLearntApart() {
    learn(mean, Decision.LOCAL, 3);
    learn(mean, Decision.OFFLOAD, 5);

    assertThat(decide(mean, REGULAR)).isEqualTo(Decision.OFFLOAD);
    assertThat(mean.value(DEMANDING.condition(), Decision.OFFLOAD)).isEmpty();
    assertThat(decide(mean, DEMANDING)).isEqualTo(Decision.LOCAL);
  }

  @Test
  void nothingLearntByOneThreadIsLostToAnother() throws Exception {
    int rewards = 10_000;
    Threads.together(
        thread -> {
          for (int i = 0; i < rewards; i++) {
            learn(mean, Decision.LOCAL, thread * rewards + i);
          }
        });

    // The mean of 0, 1, ... of all threads; a lost reward shows in the count, and so in the mean.
    assertThat(value(mean, Decision.LOCAL))
        .isCloseTo((Threads.COUNT * rewards - 1) / 2.0, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.1, Double.NaN})
  void refusesALearningRateThatIsNoShare(double rate) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TabularQPolicy(OptionalDouble.of(rate)))
        .withMessage("learningRate is " + rate + "; it must be above 0 and at most 1");
  }

  private static double value(TabularQPolicy policy, Decision decision) {
    return policy.value(REGULAR.condition(), decision).orElseThrow();
  }

  private static void learn(TabularQPolicy policy, Decision decision, double... rewards) {
    Condition condition = REGULAR.condition();
    for (double reward : rewards) {
      policy.learn(new Feedback(REGULAR.task(), condition, decision, reward, true));
    }
  }

  private static Decision decide(TabularQPolicy policy, Situation situation) {
    Choice choice = policy.decide(situation, 0).toCompletableFuture().join();
    assertThat(choice.origin()).isEqualTo(Origin.RULE);
    return choice.decision();
  }

  private static Situation situation(Task task) {
    return Situation.of(task, SizeClasses.STUDY, Deployment.analytic(40), 0.1);
  }
}
