package io.nearfar.model.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nearfar.model.Deployment;
import io.nearfar.model.random.RandomStreams;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.SizeClasses;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpsilonGreedyTest {

  private static final int TASKS = 100_000;

  /** Two-sided 99.9 % quantile of the standard normal distribution. */
  private static final double Z = 3.2905;

  private static final Situation DEMANDING =
      Situation.of(
          Deployment.qualityPreferred(1000), SizeClasses.STUDY, Deployment.analytic(40), 0.1);

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.05, 0.2, 0.5, 0.9, 1})
  void anOptimalPolicyInsideSucceedsInAllButHalfOfWhatIsExplored(double epsilon) {
    EpsilonGreedy policy = policy(epsilon);
    int met = 0;
    int explored = 0;
    for (int index = 0; index < TASKS; index++) {
      Choice choice = decide(policy, index);
      met += DEMANDING.of(choice.decision()).feasible() ? 1 : 0;
      explored += choice.origin() == Origin.EXPLORED ? 1 : 0;
    }

    assertThat((double) met / TASKS).isCloseTo(1 - epsilon / 2, interval(1 - epsilon / 2));
    assertThat((double) explored / TASKS).isCloseTo(epsilon, interval(epsilon));
  }

  @Test
  void choicesDoNotDependOnTheOrderOfAsking() {
    EpsilonGreedy policy = policy(0.5);
    List<Integer> order = new ArrayList<>(IntStream.range(0, 500).boxed().toList());
    List<Choice> inOrder = order.stream().map(index -> decide(policy, index)).toList();
    Collections.reverse(order);
    List<Choice> reversed =
        new ArrayList<>(order.stream().map(index -> decide(policy, index)).toList());
    Collections.reverse(reversed);

    assertThat(reversed).isEqualTo(inOrder);
  }

  @Test
  void followsTheScheduleOfTheTasksNumber() {
    EpsilonGreedy policy =
        new EpsilonGreedy(
            new FixedPolicy(Decision.OFFLOAD), new EpsilonSchedule(1, 0, 10), index -> 0.45);

    assertThat(decide(policy, 0)).isEqualTo(Choice.of(Decision.LOCAL, Origin.EXPLORED));
    // epsilon = 0.5: 0.45 lies in its upper half.
    assertThat(decide(policy, 5)).isEqualTo(Choice.of(Decision.OFFLOAD, Origin.EXPLORED));
    assertThat(decide(policy, 6)).isEqualTo(Choice.of(Decision.OFFLOAD, Origin.RULE));
  }

  @Test
  void whatIsLearntReachesThePolicyInside() {
    List<Feedback> learnt = new ArrayList<>();
    OffloadingPolicy learner =
        new OffloadingPolicy() {
          @Override
          public CompletionStage<Choice> decide(Situation situation, long index) {
            throw new AssertionError("not asked");
          }

          @Override
          public void learn(Feedback feedback) {
            learnt.add(feedback);
          }
        };
    Feedback feedback =
        new Feedback(DEMANDING.task(), DEMANDING.condition(), Decision.LOCAL, 1, true);

    new EpsilonGreedy(learner, EpsilonSchedule.constant(1), index -> 0).learn(feedback);

    assertThat(learnt).containsExactly(feedback);
  }

  @Test
  void aFairCoinIsFair() {
    RandomPolicy coin = new RandomPolicy(new RandomStreams(3).indexed("exploration"));
    long local =
        IntStream.range(0, TASKS)
            .filter(index -> decide(coin, index).decision() == Decision.LOCAL)
            .count();

    assertThat((double) local / TASKS).isCloseTo(0.5, interval(0.5));
  }

  private static EpsilonGreedy policy(double epsilon) {
    return new EpsilonGreedy(
        new OraclePolicy(),
        EpsilonSchedule.constant(epsilon),
        new RandomStreams(1).indexed("exploration"));
  }

  private static Choice decide(OffloadingPolicy policy, long index) {
    return policy.decide(DEMANDING, index).toCompletableFuture().join();
  }

  private static org.assertj.core.data.Offset<Double> interval(double share) {
    return within(Z * Math.sqrt(share * (1 - share) / TASKS) + 1e-12);
  }
}
