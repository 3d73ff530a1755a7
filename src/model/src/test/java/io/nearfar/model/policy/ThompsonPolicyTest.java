package io.nearfar.model.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.nearfar.model.Deployment;
import io.nearfar.model.policy.ThompsonPolicy.Belief;
import io.nearfar.model.random.RandomStreams;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.SizeClasses;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ThompsonPolicyTest {

  private static final int TASKS = 100_000;

  private static final Situation REGULAR =
      Situation.of(Deployment.regular(1000), SizeClasses.STUDY, Deployment.analytic(40), 0.1);

  private final ThompsonPolicy policy =
      new ThompsonPolicy(new Belief(0, 4), 2, new RandomStreams(1).indexed("thompson"));

  @Test
  void everyRewardNarrowsTheBelief() {
    learn(Decision.LOCAL, 10);
    // Prior and noise are equally wide: half-way, and half the variance.
    assertThat(belief(Decision.LOCAL)).isEqualTo(new Belief(5, 2));

    learn(Decision.LOCAL, 8);
    // Precision 1/4 + 2/4 = 3/4; mean (0/4 + 10/4 + 8/4) / (3/4) = 6.
    assertThat(belief(Decision.LOCAL).meanSeconds()).isCloseTo(6, within(1e-12));
    assertThat(belief(Decision.LOCAL).variance()).isCloseTo(4 / 3.0, within(1e-12));
  }

  @Test
  void anUntriedDecisionIsBelievedToBeThePrior() {
    learn(Decision.LOCAL, 10);

    assertThat(belief(Decision.OFFLOAD)).isEqualTo(new Belief(0, 4));
  }

  @Test
  void decidesByOneDrawForEachDecision() {
    // A radius of one standard deviation; the angle says whose.
    double radiusOne = 1 - Math.exp(-0.5);
    Belief equal = new Belief(0, 1);
    ThompsonPolicy alongLocal =
        new ThompsonPolicy(equal, 1, index -> index % 2 == 0 ? radiusOne : 0);
    ThompsonPolicy alongOffload =
        new ThompsonPolicy(equal, 1, index -> index % 2 == 0 ? radiusOne : 0.25);

    assertThat(decide(alongLocal, 0)).isEqualTo(Choice.of(Decision.LOCAL, Origin.RULE));
    assertThat(decide(alongOffload, 0)).isEqualTo(Choice.of(Decision.OFFLOAD, Origin.EXPLORED));
  }

  @Test
  void takesADecisionAsOftenAsItIsBelievedToBeTheBetterOne() {
    // Local is N(-sqrt(6)/2, 2), offload N(0, 4): the difference is N(sqrt(6)/2, 6), which is
    // positive with probability Phi(1/2).
    learn(Decision.LOCAL, -Math.sqrt(6));

    List<Choice> choices =
        IntStream.range(0, TASKS).mapToObj(index -> decide(policy, index)).toList();

    assertThat(share(choices, Choice.of(Decision.OFFLOAD, Origin.RULE)))
        .isCloseTo(0.6914624613, interval(0.69));
    assertThat(share(choices, Choice.of(Decision.LOCAL, Origin.EXPLORED)))
        .isCloseTo(0.3085375387, interval(0.31));
  }

  @Test
  void choicesDoNotDependOnTheOrderOfAsking() {
    List<Integer> order = new ArrayList<>(IntStream.range(0, 500).boxed().toList());
    List<Choice> inOrder = order.stream().map(index -> decide(policy, index)).toList();
    Collections.reverse(order);
    List<Choice> reversed =
        new ArrayList<>(order.stream().map(index -> decide(policy, index)).toList());
    Collections.reverse(reversed);

    assertThat(reversed).isEqualTo(inOrder);
    assertThat(inOrder).contains(Choice.of(Decision.LOCAL, Origin.RULE));
    assertThat(inOrder).contains(Choice.of(Decision.OFFLOAD, Origin.EXPLORED));
  }

  @Test
  void nothingLearntByOneThreadIsLostToAnother() throws Exception {
    int rewards = 10_000;
    Threads.together(
        thread -> {
          for (int i = 0; i < rewards; i++) {
            learn(Decision.LOCAL, 7);
          }
        });

    int all = Threads.COUNT * rewards;
    double precision = 1 / 4.0 + all / 4.0;
    assertThat(belief(Decision.LOCAL).variance()).isCloseTo(1 / precision, within(1e-12));
    assertThat(belief(Decision.LOCAL).meanSeconds())
        .isCloseTo(7 * all / 4.0 / precision, within(1e-9));
  }

  @Test
  void refusesImpossibleNumbers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Belief(0, -1))
        .withMessage("variance is -1.0; it must be a finite number >= 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Belief(Double.POSITIVE_INFINITY, 1))
        .withMessage("meanSeconds is Infinity; it must be finite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ThompsonPolicy(new Belief(0, 1), 0, index -> 0))
        .withMessage("noiseSeconds is 0.0; it must be a finite number > 0");
  }

  private void learn(Decision decision, double reward) {
    policy.learn(new Feedback(REGULAR.task(), REGULAR.condition(), decision, reward, true));
  }

  private Belief belief(Decision decision) {
    return policy.belief(REGULAR.condition(), decision);
  }

  private static Choice decide(ThompsonPolicy policy, long index) {
    return policy.decide(REGULAR, index).toCompletableFuture().join();
  }

  private static double share(List<Choice> choices, Choice wanted) {
    return choices.stream().filter(wanted::equals).count() / (double) choices.size();
  }

  /** The two-sided 99.9 % confidence interval of a share. */
  private static Offset<Double> interval(double share) {
    return within(3.2905 * Math.sqrt(share * (1 - share) / TASKS));
  }
}
