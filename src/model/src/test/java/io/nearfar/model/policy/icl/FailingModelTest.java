package io.nearfar.model.policy.icl;

import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.model.Deployment;
import io.nearfar.model.policy.Choice;
import io.nearfar.model.policy.Feedback;
import io.nearfar.model.policy.ModelFailure;
import io.nearfar.model.policy.Origin;
import io.nearfar.model.policy.Situation;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.SizeClasses;
import io.nearfar.model.task.Task;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of replies that are of no use, and of calls that fail. */
class FailingModelTest {

  private static final Situation REGULAR = situation(Deployment.regular(1000));
  private static final Situation DEMANDING = situation(Deployment.qualityPreferred(1000));

  private final ScriptedModel model = new ScriptedModel();
  private final InContextPolicy policy =
      new InContextPolicy(
          model,
          new PromptTemplate(TaskDescription.of(Deployment.analytic(40), SizeClasses.STUDY, 0.1)),
          ExperiencePool.empty(new Replay.Prioritised(false)));

  @Test
  void anUnusableReplyIsAskedAboutOnceMore() {
    model.replies("maybe", "offload");

    assertThat(decide(REGULAR)).isEqualTo(Choice.of(Decision.OFFLOAD, Origin.MODEL));
    assertThat(policy.costs().calls()).isEqualTo(2);
    assertThat(policy.costs().unusableReplies()).isEqualTo(1);
  }

  @Test
  void afterTwoUnusableRepliesTheAnalyticModelDecides() {
    model.replies("maybe", "local or offload", "", "no idea");

    assertThat(decide(DEMANDING))
        .isEqualTo(Choice.fallback(Decision.OFFLOAD, ModelFailure.UNUSABLE_REPLY));
    assertThat(decide(REGULAR))
        .isEqualTo(Choice.fallback(Decision.LOCAL, ModelFailure.UNUSABLE_REPLY));
    assertThat(policy.costs().unusableReplies()).isEqualTo(4);
  }

  @Test
  void whatTheModelCannotAnswerIsNotAskedAgainUntilThePoolChanges() {
    model.replies("maybe", "no idea");
    Choice fallback = Choice.fallback(Decision.LOCAL, ModelFailure.UNUSABLE_REPLY);

    assertThat(decide(REGULAR)).isEqualTo(fallback);
    assertThat(decide(REGULAR)).isEqualTo(fallback);
    assertThat(policy.costs().calls()).isEqualTo(2);
    assertThat(policy.costs().unusableReplies()).isEqualTo(2);
    assertThat(policy.costs().cacheHits()).isEqualTo(1);

    policy.learn(
        new Feedback(DEMANDING.task(), DEMANDING.condition(), Decision.OFFLOAD, 8.23, true));
    model.replies("offload");
    assertThat(decide(REGULAR)).isEqualTo(Choice.of(Decision.OFFLOAD, Origin.MODEL));
    DecisionCost cost = policy.costs().soFar();
    assertThat(cost.fallbacks()).as("one asked for, one from the cache").isEqualTo(2);
    assertThat(cost.fallbackShare()).isEqualTo(2.0 / 3);
    assertThat(cost.plus(cost).fallbacks()).isEqualTo(4);
  }

  @ParameterizedTest
  @EnumSource(
      value = ModelFailure.class,
      names = {"UNUSABLE_REPLY", "NO_LOG_PROBABILITIES"},
      mode = EnumSource.Mode.EXCLUDE)
  void aModelThatFailedIsAskedAgainByTheNextTask(ModelFailure failure) {
    model.fails(new LanguageModelException(failure, "it failed", null));
    model.replies("offload");

    assertThat(decide(REGULAR).origin()).isEqualTo(Origin.FALLBACK);
    assertThat(decide(REGULAR)).isEqualTo(Choice.of(Decision.OFFLOAD, Origin.MODEL));
  }

  @ParameterizedTest
  @EnumSource(ModelFailure.class)
  void aFailedModelIsNamedAndNotAskedAgainForThisTask(ModelFailure failure) {
    model.fails(new LanguageModelException(failure, "it failed", null));

    assertThat(decide(DEMANDING)).isEqualTo(Choice.fallback(Decision.OFFLOAD, failure));
    assertThat(policy.costs().calls()).isEqualTo(1);
    assertThat(policy.costs().unusableReplies()).isZero();
  }

  @Test
  void aFailureBehindAnotherStageIsNamedToo() {
    model.fails(
        new CompletionException(
            new LanguageModelException(ModelFailure.DEADLINE, "too late", null)));

    assertThat(decide(REGULAR)).isEqualTo(Choice.fallback(Decision.LOCAL, ModelFailure.DEADLINE));
  }

  @Test
  void whateverElseGoesWrongIsAnErrorAndNeverAFailedDecision() {
    Choice error = Choice.fallback(Decision.LOCAL, ModelFailure.ERROR);
    model.fails(new IllegalStateException("no idea why"));
    assertThat(decide(REGULAR)).isEqualTo(error);

    model.answers.add(
        () -> {
          throw new IllegalArgumentException("thrown, not returned");
        });
    assertThat(decide(REGULAR)).isEqualTo(error);

    model.answers.add(() -> null);
    assertThat(decide(REGULAR)).isEqualTo(error);

    model.answers.add(() -> CompletableFuture.completedFuture(null));
    assertThat(decide(REGULAR)).isEqualTo(error);
    assertThat(policy.costs().calls()).isEqualTo(4);
  }

  @Test
  void thoseWhoShareAFailedCallAllFallBackForTheirOwnTask() {
    CompletableFuture<Completion> pending = model.pends();

    CompletableFuture<Choice> first = policy.decide(DEMANDING, 0).toCompletableFuture();
    CompletableFuture<Choice> second = policy.decide(DEMANDING, 1).toCompletableFuture();
    pending.completeExceptionally(
        new LanguageModelException(ModelFailure.DEADLINE, "too late", null));

    Choice fallback = Choice.fallback(Decision.OFFLOAD, ModelFailure.DEADLINE);
    assertThat(first).isCompletedWithValue(fallback);
    assertThat(second).isCompletedWithValue(fallback);
  }

  private Choice decide(Situation situation) {
    CompletableFuture<Choice> choice = policy.decide(situation, 0).toCompletableFuture();
    assertThat(choice).isDone();
    return choice.join();
  }

  private static Situation situation(Task task) {
    return Situation.of(task, SizeClasses.STUDY, Deployment.analytic(40), 0.1);
  }
}
