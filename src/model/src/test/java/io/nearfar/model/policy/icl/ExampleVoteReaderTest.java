package io.nearfar.model.policy.icl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nearfar.model.Deployment;
import io.nearfar.model.delay.Delivery;
import io.nearfar.model.inference.ModelPair;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.SizeClasses;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExampleVoteReaderTest {

  private static final Condition PRESENT = Condition.of("middle", "regular");
  private static final Condition NEAR = Condition.of("large", "regular");
  private static final Condition FAR = Condition.of("large", "quality-preferred");

  /** A cloud that is faster than the edge: the prompt says so. */
  private static final ModelPair FAST_CLOUD =
      new ModelPair(Deployment.EDGE, Deployment.model("fast", 0.2, 200, 1250, 0.85));

  @Test
  void withoutExamplesThePromptsFasterOptionDecides() {
    assertThat(read(Deployment.PAIR)).isEqualTo(Decision.LOCAL);
    assertThat(read(FAST_CLOUD)).isEqualTo(Decision.OFFLOAD);
  }

  @Test
  void anExampleOfThePresentConditionDecides() {
    assertThat(
            read(
                Deployment.PAIR,
                example(PRESENT, Decision.OFFLOAD, 1, Evaluation.GOOD),
                example(NEAR, Decision.LOCAL, 30, Evaluation.GOOD),
                example(NEAR, Decision.LOCAL, 31, Evaluation.GOOD)))
        .isEqualTo(Decision.OFFLOAD);
  }

  @Test
  void aBadExampleVotesForTheOtherDecision() {
    assertThat(read(Deployment.PAIR, example(PRESENT, Decision.LOCAL, -13, Evaluation.BAD)))
        .isEqualTo(Decision.OFFLOAD);
    assertThat(read(FAST_CLOUD, example(PRESENT, Decision.OFFLOAD, 3, Evaluation.BAD)))
        .isEqualTo(Decision.LOCAL);
  }

  @Test
  void withoutAnExampleOfTheConditionTheNearestVote() {
    assertThat(
            read(
                Deployment.PAIR,
                example(FAR, Decision.LOCAL, 30, Evaluation.GOOD),
                example(FAR, Decision.LOCAL, 31, Evaluation.GOOD),
                example(NEAR, Decision.OFFLOAD, 1, Evaluation.GOOD)))
        .isEqualTo(Decision.OFFLOAD);
  }

  @Test
  void theMajorityOfVotesWins() {
    assertThat(
            read(
                Deployment.PAIR,
                example(PRESENT, Decision.LOCAL, 99, Evaluation.GOOD),
                example(PRESENT, Decision.OFFLOAD, 1, Evaluation.GOOD),
                example(PRESENT, Decision.OFFLOAD, 2, Evaluation.GOOD)))
        .isEqualTo(Decision.OFFLOAD);
  }

  @Test
  void equalVotesGoToTheHigherReward() {
    assertThat(
            read(
                Deployment.PAIR,
                example(PRESENT, Decision.LOCAL, 8, Evaluation.GOOD),
                example(PRESENT, Decision.OFFLOAD, 9, Evaluation.GOOD)))
        .isEqualTo(Decision.OFFLOAD);
  }

  @Test
  void theRewardOfABadExampleIsNoArgument() {
    // One vote each for local and, against local, for offload; only the good one has a reward.
    assertThat(
            read(
                FAST_CLOUD,
                example(PRESENT, Decision.LOCAL, 8, Evaluation.GOOD),
                example(PRESENT, Decision.LOCAL, 50, Evaluation.BAD)))
        .isEqualTo(Decision.LOCAL);
  }

  @Test
  void whatIsEqualInVotesAndRewardsIsDecidedByTheFasterOption() {
    Experience[] examples = {
      example(PRESENT, Decision.LOCAL, 8.001, Evaluation.GOOD),
      // Equal on the prompt, which has two decimals.
      example(PRESENT, Decision.OFFLOAD, 8.002, Evaluation.GOOD)
    };

    assertThat(read(Deployment.PAIR, examples)).isEqualTo(Decision.LOCAL);
    assertThat(read(FAST_CLOUD, examples)).isEqualTo(Decision.OFFLOAD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Which one, local or offload?",
        "condition: small, regular",
        "Faster option: local",
        "Faster option: local\n1. condition: small, regular | decision: maybe | reward: 1.00"
            + " | evaluation: good\ncondition: small, regular",
        "Faster option: local\n1. condition: small | decision: local | reward: 1.00"
            + " | evaluation: good\ncondition: small, regular"
      })
  void refusesWhatIsNotAPromptOfTheTemplate(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExampleVoteReader().complete(Prompt.of(text)));
  }

  @Test
  void refusesATurnWithoutItsOutcome() {
    Prompt prompt =
        new Prompt(
            List.of(
                new Prompt.Message(Role.SYSTEM, "Faster option: local"),
                new Prompt.Message(Role.USER, "condition: small, regular"),
                new Prompt.Message(Role.ASSISTANT, "local"),
                new Prompt.Message(Role.USER, "condition: small, regular")));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExampleVoteReader().complete(prompt))
        .withMessageStartingWith("the prompt states no reward and evaluation of an example");
  }

  /** What the reader says to the prompt, which must be the same in every layout and vocabulary. */
  private static Decision read(ModelPair pair, Experience... examples) {
    ExperiencePool pool = ExperiencePool.empty(new Replay.Latest(6, true));
    for (Experience example : examples) {
      pool = pool.learn(example);
    }
    TaskDescription description =
        TaskDescription.of(Deployment.analytic(pair, Delivery.STORED, 40), SizeClasses.STUDY, 0.1);
    Decision decision = null;
    for (PromptLayout layout : PromptLayout.values()) {
      for (Vocabulary vocabulary : Vocabulary.values()) {
        Prompt prompt = new PromptTemplate(description, layout, vocabulary).render(pool, PRESENT);
        Decision said =
            Decision.ofWord(
                new ExampleVoteReader().complete(prompt).toCompletableFuture().join().text());
        if (decision != null) {
          assertThat(said).as("%s, in words of %s", layout, vocabulary).isEqualTo(decision);
        }
        decision = said;
      }
    }
    return decision;
  }

  private static Experience example(
      Condition condition, Decision decision, double reward, Evaluation evaluation) {
    return new Experience(condition, decision, reward, evaluation);
  }
}
