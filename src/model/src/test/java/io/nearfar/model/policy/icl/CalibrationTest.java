package io.nearfar.model.policy.icl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nearfar.model.Deployment;
import io.nearfar.model.policy.Choice;
import io.nearfar.model.policy.Feedback;
import io.nearfar.model.policy.ModelFailure;
import io.nearfar.model.policy.Origin;
import io.nearfar.model.policy.Situation;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.SizeClasses;
import io.nearfar.model.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CalibrationTest {

  private static final Situation REGULAR = situation(Deployment.regular(1000));
  private static final Situation DEMANDING = situation(Deployment.qualityPreferred(1000));

  private final List<Prompt> prompts = new ArrayList<>();

  /** A policy whose model gives these probabilities, for a condition and without one. */
  private InContextPolicy scoring(
      double local, double offload, double freeLocal, double freeOffload) {
    return policy(
        PromptLayout.SINGLE,
        prompt -> isContentFree(prompt) ? scored(freeLocal, freeOffload) : scored(local, offload));
  }

  @ParameterizedTest
  @CsvSource({
    // ln(.2/.6) - ln(.1/.8) = ln(8/3): offload gains, although local is likelier.
    ".6, .2, .8, .1, OFFLOAD",
    // ln(.2/.6) - ln(.3/.6) = ln(2/3): local gains.
    ".6, .2, .6, .3, LOCAL",
    // ln(.7/.1) - ln(.9/.01) < 0: offload is the likelier one, but less than without a condition.
    ".1, .7, .01, .9, LOCAL",
    // Local is at most as likely as offload, .4: at least ln(1) - ln(.4/.5) > 0.
    "0,  .4, .5, .4, OFFLOAD",
    ".4, 0,  .4, .5, LOCAL",
    ".4, .2, 0,  .3, LOCAL"
  })
  void theAnswerThatGainsMostOverAContentFreeConditionIsTaken(
      double local, double offload, double freeLocal, double freeOffload, Decision decision) {
    InContextPolicy policy = scoring(local, offload, freeLocal, freeOffload);

    assertThat(decide(policy, REGULAR)).isEqualTo(Choice.of(decision, Origin.MODEL));
  }

  @ParameterizedTest
  @CsvSource({".6, .2, .6, .2", ".3, .3, .2, .2"})
  void noGainIsNoDecision(double local, double offload, double freeLocal, double freeOffload) {
    InContextPolicy policy = scoring(local, offload, freeLocal, freeOffload);

    assertThat(decide(policy, DEMANDING))
        .isEqualTo(Choice.fallback(Decision.OFFLOAD, ModelFailure.UNUSABLE_REPLY));
    assertThat(policy.costs().unusableReplies()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(PromptLayout.class)
  void theContentFreePromptHasTheSameExamplesAndIsAskedOnceForAPool(PromptLayout layout) {
    InContextPolicy policy =
        policy(layout, prompt -> isContentFree(prompt) ? scored(.5, .5) : scored(.4, .6));
    policy.learn(new Feedback(REGULAR.task(), REGULAR.condition(), Decision.LOCAL, 26, true));
    decide(policy, REGULAR);
    decide(policy, DEMANDING);
    decide(policy, DEMANDING);

    Condition nothing = Condition.of("N/A", "N/A");
    assertThat(prompts)
        .containsExactlyInAnyOrder(
            policy.prompt(nothing),
            policy.prompt(REGULAR.condition()),
            policy.prompt(DEMANDING.condition()));
    assertThat(policy.costs().soFar())
        .returns(3L, DecisionCost::calls)
        .returns(3L, DecisionCost::scoredReplies)
        .returns(2L, DecisionCost::questions)
        .returns(1L, DecisionCost::cacheHits);

    policy.learn(new Feedback(DEMANDING.task(), DEMANDING.condition(), Decision.OFFLOAD, 8, true));
    decide(policy, REGULAR);
    assertThat(prompts).hasSize(5).contains(policy.prompt(nothing));
  }

  @Test
  void aReplyWithoutLogProbabilitiesIsAFailureOfItsOwnKind() {
    InContextPolicy policy = policy(PromptLayout.SINGLE, prompt -> Completion.of("local"));

    assertThat(decide(policy, DEMANDING))
        .isEqualTo(Choice.fallback(Decision.OFFLOAD, ModelFailure.NO_LOG_PROBABILITIES));
    assertThat(policy.costs().unusableReplies()).isEqualTo(2);
  }

  @Test
  void aContentFreePromptThatFailedIsAskedAgain() {
    boolean[] refused = {false};
    InContextPolicy policy =
        policy(
            PromptLayout.SINGLE,
            prompt -> {
              if (isContentFree(prompt) && !refused[0]) {
                refused[0] = true;
                throw new LanguageModelException(ModelFailure.BUSY, "busy", null);
              }
              return isContentFree(prompt) ? scored(.5, .5) : scored(.4, .6);
            });

    assertThat(decide(policy, REGULAR))
        .isEqualTo(Choice.fallback(Decision.LOCAL, ModelFailure.BUSY));
    assertThat(decide(policy, REGULAR)).isEqualTo(Choice.of(Decision.OFFLOAD, Origin.MODEL));
  }

  /** An answer that the model did not tell of may have gained or lost whatever below its bound. */
  @ParameterizedTest
  @CsvSource({
    // The content-free one lacks an answer, which may be as likely as the other, or not at all.
    ".4, .2, .3, 0",
    ".1, .7, 0, .3",
    // The condition lacks offload, which may yet be as likely as .4.
    ".4, 0, .5, .4",
    "0, .2, 0, .3",
    ".5, 0, .1, 0"
  })
  void whatABoundLeavesOpenIsNoDecision(
      double local, double offload, double freeLocal, double freeOffload) {
    InContextPolicy policy = scoring(local, offload, freeLocal, freeOffload);

    assertThat(decide(policy, DEMANDING))
        .isEqualTo(Choice.fallback(Decision.OFFLOAD, ModelFailure.NO_LOG_PROBABILITIES));
    assertThat(policy.costs().unusableReplies()).isEqualTo(1);
  }

  @Test
  void aTighterBoundDecidesMore() {
    Completion.Scores free = new Completion.Scores(Math.log(.5), Math.log(.1));
    Completion.Scores loose = offloadAtMost(.4, .3);
    Completion.Scores tight = offloadAtMost(.4, .01);

    assertThat(loose.likelier()).contains(Decision.LOCAL);
    assertThat(loose.likelierThan(free)).isEmpty();
    assertThat(tight.likelierThan(free)).contains(Decision.LOCAL);
    assertThat(free.likelierThan(tight)).contains(Decision.OFFLOAD);
    assertThat(free.likelierThan(loose)).isEmpty();
    assertThat(tight.logOdds()).isEmpty();
    assertThat(free.logOddsOver(tight)).isEmpty();
  }

  private static Completion.Scores offloadAtMost(double local, double bound) {
    return new Completion.Scores(Math.log(local), Math.log(bound), Optional.of(Decision.OFFLOAD));
  }

  @Test
  void logOddsAreThoseOfOffload() {
    Completion.Scores scores = new Completion.Scores(Math.log(.2), Math.log(.6));
    assertThat(scores.logOdds().orElseThrow()).isCloseTo(Math.log(3), within(1e-12));
    assertThat(scores.logOddsOver(new Completion.Scores(-1, -2)).orElseThrow())
        .isCloseTo(Math.log(3) + 1, within(1e-12));
  }

  @Test
  void anAnswerThatIsSaidToBeImpossibleIsAtMostAsLikelyAsTheOther() {
    assertThat(new Completion.Scores(-2, Double.NEGATIVE_INFINITY))
        .isEqualTo(new Completion.Scores(-2, -2, Optional.of(Decision.OFFLOAD)));
    assertThat(new Completion.Scores(Double.NEGATIVE_INFINITY, -2).likelier())
        .contains(Decision.OFFLOAD);
    assertThatThrownBy(
            () -> new Completion.Scores(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY))
        .hasMessageContaining("a log-probability is finite and at most 0");
  }

  private InContextPolicy policy(PromptLayout layout, Function<Prompt, Completion> answers) {
    LanguageModel model =
        new LanguageModel() {
          @Override
          public String name() {
            return "script";
          }

          @Override
          public CompletionStage<Completion> complete(Prompt prompt) {
            prompts.add(prompt);
            return CompletableFuture.completedFuture(answers.apply(prompt));
          }
        };
    return new InContextPolicy(
        model,
        new PromptTemplate(
            TaskDescription.of(Deployment.analytic(40), SizeClasses.STUDY, 0.1),
            layout,
            Vocabulary.SERVICE),
        Calibration.CONTEXTUAL,
        ExperiencePool.empty(new Replay.Prioritised(false)));
  }

  private static Choice decide(InContextPolicy policy, Situation situation) {
    return policy.decide(situation, 0).toCompletableFuture().join();
  }

  private static boolean isContentFree(Prompt prompt) {
    return prompt.text().contains("condition: N/A, N/A");
  }

  private static Completion scored(double local, double offload) {
    return new Completion(
        "",
        Optional.of(new Completion.Scores(Math.log(local), Math.log(offload))),
        Optional.empty(),
        0);
  }

  private static Situation situation(Task task) {
    return Situation.of(task, SizeClasses.STUDY, Deployment.analytic(40), 0.1);
  }
}
