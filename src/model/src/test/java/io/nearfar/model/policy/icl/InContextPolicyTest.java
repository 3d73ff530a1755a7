package io.nearfar.model.policy.icl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nearfar.model.Deployment;
import io.nearfar.model.policy.Choice;
import io.nearfar.model.policy.Feedback;
import io.nearfar.model.policy.Origin;
import io.nearfar.model.policy.Situation;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.SizeClasses;
import io.nearfar.model.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InContextPolicyTest {

  private static final Situation REGULAR = situation(Deployment.regular(1000));
  private static final Situation DEMANDING = situation(Deployment.qualityPreferred(1000));

  private final ScriptedModel model = new ScriptedModel();
  private final InContextPolicy policy =
      new InContextPolicy(
          model,
          new PromptTemplate(TaskDescription.of(Deployment.analytic(40), SizeClasses.STUDY, 0.1)),
          ExperiencePool.empty(new Replay.Prioritised(false)));

  @Test
  void theModelIsAskedOnceForAConditionAndAPool() {
    model.replies("offload", "local");

    assertThat(decide(REGULAR)).isEqualTo(Choice.of(Decision.OFFLOAD, Origin.MODEL));
    assertThat(decide(REGULAR)).isEqualTo(Choice.of(Decision.OFFLOAD, Origin.CACHED));
    assertThat(decide(DEMANDING)).isEqualTo(Choice.of(Decision.LOCAL, Origin.MODEL));
    assertThat(decide(REGULAR)).isEqualTo(Choice.of(Decision.OFFLOAD, Origin.CACHED));
    assertThat(policy.costs().calls()).isEqualTo(2);
    assertThat(policy.costs().cacheHits()).isEqualTo(2);
    assertThat(model.prompts)
        .containsExactly(policy.prompt(REGULAR.condition()), policy.prompt(DEMANDING.condition()));
  }

  @Test
  void aChangedPoolIsAskedAboutAgainAndAnUnchangedOneIsNot() {
    model.replies("offload", "local");
    decide(REGULAR);
    policy.learn(new Feedback(REGULAR.task(), REGULAR.condition(), Decision.LOCAL, -13, false));
    assertThat(decide(REGULAR).origin()).isEqualTo(Origin.CACHED);

    policy.learn(new Feedback(REGULAR.task(), REGULAR.condition(), Decision.OFFLOAD, 8.23, true));

    assertThat(decide(REGULAR)).isEqualTo(Choice.of(Decision.LOCAL, Origin.MODEL));
    assertThat(policy.pool().version()).isEqualTo(1);
    assertThat(model.prompts.get(1).text())
        .contains("1. condition: middle, regular | decision: offload | reward: 8.23");
  }

  @Test
  void thoseWhoAskMeanwhileShareTheCall() {
    CompletableFuture<Completion> pending = model.pends();

    CompletableFuture<Choice> first = policy.decide(REGULAR, 0).toCompletableFuture();
    CompletableFuture<Choice> second = policy.decide(REGULAR, 1).toCompletableFuture();
    assertThat(first).isNotDone();
    assertThat(second).isNotDone();
    pending.complete(Completion.of("offload"));

    assertThat(first).isCompletedWithValue(Choice.of(Decision.OFFLOAD, Origin.MODEL));
    assertThat(second).isCompletedWithValue(Choice.of(Decision.OFFLOAD, Origin.CACHED));
    assertThat(policy.costs().calls()).isEqualTo(1);
  }

  @Test
  void anAnswerAboutAnOldPoolIsNotUsedForANewOne() {
    CompletableFuture<Completion> pending = model.pends();
    CompletableFuture<Choice> old = policy.decide(REGULAR, 0).toCompletableFuture();
    policy.learn(new Feedback(REGULAR.task(), REGULAR.condition(), Decision.LOCAL, 26.44, true));
    model.replies("local");

    assertThat(decide(REGULAR)).isEqualTo(Choice.of(Decision.LOCAL, Origin.MODEL));
    pending.complete(Completion.of("offload"));

    assertThat(old).isCompletedWithValue(Choice.of(Decision.OFFLOAD, Origin.MODEL));
    assertThat(decide(REGULAR)).isEqualTo(Choice.of(Decision.LOCAL, Origin.CACHED));
  }

  @ParameterizedTest
  @CsvSource({
    "local,   -2.0,      -0.1,      OFFLOAD",
    "offload, -0.1,      -2.0,      LOCAL",
    "what?,   -Infinity, -9.0,      OFFLOAD",
    "offload, -0.7,      -0.7,      OFFLOAD",
    "offload, 0.0,       -0.0,      OFFLOAD"
  })
  void scoresBeatTheTextUnlessTheyAreEqual(
      String text, double local, double offload, Decision decision) {
    model.answers.add(() -> CompletableFuture.completedFuture(scored(text, local, offload)));

    assertThat(decide(REGULAR)).isEqualTo(Choice.of(decision, Origin.MODEL));
  }

  @Test
  void countsWhatDecidingCosts() {
    model.answers.add(
        () ->
            CompletableFuture.completedFuture(
                new Completion(
                    "maybe", Optional.empty(), Optional.of(new Completion.Usage(400, 2)), 0.5)));
    model.answers.add(
        () ->
            CompletableFuture.completedFuture(
                new Completion(
                    "I say local",
                    Optional.empty(),
                    Optional.of(new Completion.Usage(400, 3)),
                    0.25)));
    model.replies("offload");
    decide(REGULAR);
    decide(REGULAR);
    decide(REGULAR);
    decide(DEMANDING);

    DecisionCost cost = policy.costs().soFar();
    assertThat(cost)
        .isEqualTo(
            new DecisionCost(
                2,
                2,
                0,
                3,
                Map.of(Reply.Form.VALID, 1L, Reply.Form.DECORATED, 1L, Reply.Form.UNUSABLE, 1L),
                0,
                1,
                800,
                5,
                0.75));
    assertThat(cost.cacheShare()).isEqualTo(0.5);
    assertThat(cost.plus(cost).calls()).isEqualTo(6);
    assertThat(cost.plus(cost).seconds()).isEqualTo(1.5);
    assertThat(cost.plus(cost).replies()).containsEntry(Reply.Form.DECORATED, 2L);
    assertThat(cost.plus(DecisionCost.none())).isEqualTo(cost);
    assertThat(DecisionCost.none().cacheShare()).isZero();
    assertThat(DecisionCost.none().fallbackShare()).isZero();
  }

  @Test
  void refusesScoresThatAreNoLogProbabilities() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Completion.Scores(0.7, -1))
        .withMessage("localLogProbability is 0.7; a log-probability is finite and at most 0");
    assertThatIllegalArgumentException().isThrownBy(() -> new Completion.Scores(-1, Double.NaN));
    assertThatIllegalArgumentException()
        .as("nothing is known of either answer: these are no scores")
        .isThrownBy(
            () -> new Completion.Scores(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY));
  }

  @Test
  void recallTakesUpExperiencesByTheRulesOfThePool() {
    Condition condition = REGULAR.condition();
    policy.recall(
        List.of(
            new Experience(condition, Decision.OFFLOAD, 8, Evaluation.GOOD),
            new Experience(condition, Decision.LOCAL, 26, Evaluation.GOOD),
            new Experience(condition, Decision.OFFLOAD, 30, Evaluation.BAD)));

    assertThat(policy.pool().examples())
        .containsExactly(new Experience(condition, Decision.LOCAL, 26, Evaluation.GOOD));
  }

  @Test
  void nothingLearntByOneThreadIsLostToAnother() throws Exception {
    int threads = 4;
    int conditions = 300;
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> learners = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        String service = "service" + thread;
        learners.add(
            executor.submit(
                () -> {
                  start.await();
                  for (int i = 0; i < conditions; i++) {
                    Condition own = Condition.of("size" + i, service);
                    policy.learn(new Feedback(REGULAR.task(), own, Decision.LOCAL, i, true));
                    policy.learn(
                        new Feedback(
                            REGULAR.task(), Condition.of("one", "all"), Decision.LOCAL, i, true));
                  }
                  return null;
                }));
      }
      start.countDown();
      for (Future<?> learner : learners) {
        learner.get();
      }

      assertThat(policy.pool().examples())
          .hasSize(threads * conditions + 1)
          .extracting(Experience::condition)
          .doesNotHaveDuplicates();
      assertThat(policy.pool().examples())
          .contains(
              new Experience(
                  Condition.of("one", "all"), Decision.LOCAL, conditions - 1, Evaluation.GOOD));
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void onlyTheNewestVersionOfThePoolIsCached() {
    AnswerCache<Decision> cache = new AnswerCache<>();
    CompletableFuture<Decision> answer = CompletableFuture.completedFuture(Decision.LOCAL);
    cache.answers(1).put(REGULAR.condition(), answer);

    assertThat(cache.answers(1)).containsEntry(REGULAR.condition(), answer);
    assertThat(cache.answers(2)).isEmpty();
    assertThat(cache.answers(1)).as("outdated").isEmpty();
    cache.answers(1).put(REGULAR.condition(), answer);
    assertThat(cache.answers(2)).as("an outdated answer").isEmpty();
  }

  private static Completion scored(String text, double local, double offload) {
    return new Completion(
        text, Optional.of(new Completion.Scores(local, offload)), Optional.empty(), 0);
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
