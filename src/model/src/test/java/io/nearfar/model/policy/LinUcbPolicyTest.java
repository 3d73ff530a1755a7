package io.nearfar.model.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.nearfar.model.Deployment;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.SizeClass;
import io.nearfar.model.task.SizeClasses;
import io.nearfar.model.task.Task;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinUcbPolicyTest {

  /** The largest length is 100 tokens. */
  private static final SizeClasses SIZES =
      new SizeClasses(List.of(new SizeClass("small", 1, 50), new SizeClass("large", 50, 101)));

  private static final Task FULL = Deployment.regular(100);

  private final LinUcbPolicy policy = new LinUcbPolicy(1, 1, SIZES);

  @Test
  void aTaskIsItsLengthAndWhetherQualityIsPreferred() {
    assertThat(TaskFeatures.of(FULL, SIZES)).isEqualTo(new TaskFeatures(1, 0));
    assertThat(TaskFeatures.of(Deployment.qualityPreferred(25), SIZES))
        .isEqualTo(new TaskFeatures(0.25, 1));
    assertThat(TaskFeatures.of(Deployment.regular(300), SIZES)).isEqualTo(new TaskFeatures(3, 0));
  }

  @Test
  void estimatesByRidgeRegression() {
    learn(policy, FULL, Decision.LOCAL, 3);

    // x = (1, 1, 0): A = [2 1 0; 1 2 0; 0 0 1], b = (3, 3, 0), theta = (1, 1, 0).
    assertThat(policy.estimate(FULL, Decision.LOCAL)).isCloseTo(2, within(1e-12));
    assertThat(policy.estimate(Deployment.regular(50), Decision.LOCAL))
        .isCloseTo(1.5, within(1e-12));
    assertThat(policy.estimate(Deployment.qualityPreferred(100), Decision.LOCAL))
        .isCloseTo(2, within(1e-12));
    assertThat(policy.estimate(FULL, Decision.OFFLOAD)).isZero();

    learn(policy, FULL, Decision.LOCAL, 6);
    // A = [3 2; 2 3], b = (9, 9), theta = (9/5, 9/5).
    assertThat(policy.estimate(FULL, Decision.LOCAL)).isCloseTo(3.6, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"3.3, LOCAL", "3.4, OFFLOAD"})
  void takesTheGreaterUpperConfidenceBound(double alphaSeconds, Decision decision) {
    LinUcbPolicy alpha = new LinUcbPolicy(alphaSeconds, 1, SIZES);
    learn(alpha, FULL, Decision.LOCAL, 3);

    // Local 2 + alpha sqrt(2/3), offload 0 + alpha sqrt(2): equal at alpha = 3.346.
    assertThat(decide(alpha, FULL)).isEqualTo(decision);
  }

  @Test
  void beginsWithLocalAndTriesOffloadWhenThatDisappoints() {
    assertThat(decide(policy, FULL)).isEqualTo(Decision.LOCAL);

    learn(policy, FULL, Decision.LOCAL, -1);
    assertThat(decide(policy, FULL)).isEqualTo(Decision.OFFLOAD);
  }

  @Test
  void whatIsLearntOfOneLengthTellsAboutOthers() {
    LinUcbPolicy unbiased = new LinUcbPolicy(1, 1e-9, SIZES);
    for (int n = 10; n <= 40; n++) {
      learn(unbiased, Deployment.regular(n), Decision.LOCAL, 40 - 0.2 * n);
      learn(unbiased, Deployment.qualityPreferred(n), Decision.LOCAL, 20 - 0.2 * n);
    }

    assertThat(unbiased.estimate(Deployment.regular(300), Decision.LOCAL))
        .isCloseTo(-20, within(1e-5));
    assertThat(unbiased.estimate(Deployment.qualityPreferred(50), Decision.LOCAL))
        .isCloseTo(10, within(1e-5));
  }

  @Test
  void nothingLearntByOneThreadIsLostToAnother() throws Exception {
    int rewards = 5_000;
    Threads.together(
        thread -> {
          for (int i = 0; i < rewards; i++) {
            learn(policy, FULL, Decision.OFFLOAD, 7);
          }
        });

    // N equal observations: N y |x|^2 / (lambda + N |x|^2), which counts them.
    double weight = 2.0 * Threads.COUNT * rewards;
    assertThat(policy.estimate(FULL, Decision.OFFLOAD))
        .isCloseTo(7 * weight / (1 + weight), within(1e-9));
  }

  @Test
  void refusesImpossibleNumbers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LinUcbPolicy(0, 1, SIZES))
        .withMessage("alphaSeconds is 0.0; it must be a finite number > 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LinUcbPolicy(1, -1, SIZES))
        .withMessage("ridge is -1.0; it must be a finite number > 0");
  }

  private static void learn(LinUcbPolicy policy, Task task, Decision decision, double reward) {
    policy.learn(new Feedback(task, situation(task).condition(), decision, reward, true));
  }

  private static Decision decide(LinUcbPolicy policy, Task task) {
    Choice choice = policy.decide(situation(task), 0).toCompletableFuture().join();
    assertThat(choice.origin()).isEqualTo(Origin.RULE);
    return choice.decision();
  }

  private static Situation situation(Task task) {
    return Situation.of(task, SIZES, Deployment.analytic(40), 0.1);
  }
}
