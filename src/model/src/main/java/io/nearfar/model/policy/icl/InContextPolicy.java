package io.nearfar.model.policy.icl;

import io.nearfar.model.policy.Choice;
import io.nearfar.model.policy.Feedback;
import io.nearfar.model.policy.OffloadingPolicy;
import io.nearfar.model.policy.Origin;
import io.nearfar.model.policy.Situation;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * In-context learning, equations (5) to (9): the decision model reads task description, examples
 * and condition and answers with one word; what came of it is evaluated and, if good, becomes an
 * example.
 *
 * <p>The answer is the one of greater probability where the model gives log-probabilities, else the
 * reply as parsed; with {@link Calibration#CONTEXTUAL} it is the one that gains most over a
 * content-free condition. An unusable reply is counted and the question asked once more; after
 * that, or when the model fails, the analytic model decides. What the model cannot answer usably it
 * is not asked again until the pool changes; a model that fails is asked again by the next task.
 */
public final class InContextPolicy implements OffloadingPolicy {

  /** The keyword that says nothing, in each place of a content-free condition. */
  private static final String NOTHING = "N/A";

  private final LanguageModel model;
  private final PromptTemplate template;
  private final Calibration calibration;
  private final DecisionCosts costs = new DecisionCosts();
  private final Inquiry inquiry;
  private final AnswerCache<Decision> decisions = new AnswerCache<>();
  private final AnswerCache<Completion.Scores> contentFree = new AnswerCache<>();
  private final AtomicReference<ExperiencePool> pool;

  /**
   * A policy that asks {@code model}, takes its answers as they are, and begins with {@code pool}.
   *
   * @param pool usually {@link ExperiencePool#empty}
   */
  public InContextPolicy(LanguageModel model, PromptTemplate template, ExperiencePool pool) {
    this(model, template, Calibration.NONE, pool);
  }

  /**
   * A policy that asks {@code model} and begins with {@code pool}.
   *
   * @param pool usually {@link ExperiencePool#empty}
   */
  public InContextPolicy(
      LanguageModel model, PromptTemplate template, Calibration calibration, ExperiencePool pool) {
    this.model = model;
    this.template = template;
    this.calibration = calibration;
    this.inquiry = new Inquiry(model, costs);
    this.pool = new AtomicReference<>(pool);
  }

  @Override
  public CompletionStage<Choice> decide(Situation situation, long index) {
    Condition condition = situation.condition();
    ExperiencePool current = pool.get();
    ConcurrentMap<Condition, CompletableFuture<Decision>> answers =
        decisions.answers(current.version());
    CompletableFuture<Decision> known = answers.get(condition);
    if (known != null) {
      costs.cacheHit();
      return choice(known, Origin.CACHED, situation);
    }
    AnswerCache.Asked<Decision> asked =
        AnswerCache.ask(answers, condition, () -> ask(current, condition));
    if (asked.now()) {
      costs.question();
      return choice(asked.answer(), Origin.MODEL, situation);
    }
    costs.cacheHit();
    return choice(asked.answer(), Origin.CACHED, situation);
  }

  private CompletionStage<Decision> ask(ExperiencePool current, Condition condition) {
    Prompt prompt = template.render(current, condition);
    return switch (calibration) {
      case NONE -> inquiry.decision(prompt);
      case CONTEXTUAL -> {
        CompletionStage<Completion.Scores> nothing = contentFree(current, condition);
        yield inquiry
            .scores(prompt)
            .thenCombine(nothing, inquiry::calibrated)
            .thenCompose(decision -> decision);
      }
    };
  }

  /** The scores of a condition that says nothing, asked for once a pool version. */
  private CompletionStage<Completion.Scores> contentFree(ExperiencePool current, Condition like) {
    Condition nothing = new Condition(Collections.nCopies(like.keywords().size(), NOTHING));
    return AnswerCache.ask(
            contentFree.answers(current.version()),
            nothing,
            () -> inquiry.scores(template.render(current, nothing)))
        .answer();
  }

  private CompletionStage<Choice> choice(
      CompletableFuture<Decision> answer, Origin origin, Situation situation) {
    return answer.handle(
        (decision, failure) -> {
          if (failure == null) {
            return Choice.of(decision, origin);
          }
          costs.fallback();
          return Choice.fallback(
              situation.bestEffort().decision(), LanguageModelException.reason(failure));
        });
  }

  @Override
  public void learn(Feedback feedback) {
    Experience experience = Experience.of(feedback);
    pool.updateAndGet(current -> current.learn(experience));
  }

  /** The pool as it is now. */
  public ExperiencePool pool() {
    return pool.get();
  }

  /** Takes up experiences of an earlier run, in the given order, by the pool's own rules. */
  public void recall(List<Experience> experiences) {
    for (Experience experience : experiences) {
      pool.updateAndGet(current -> current.learn(experience));
    }
  }

  /** The prompt that would be asked now for a condition. */
  public Prompt prompt(Condition condition) {
    return template.render(pool.get(), condition);
  }

  /** What it is called: the decision model that is asked. */
  public String modelName() {
    return model.name();
  }

  /** What deciding has cost so far. */
  public DecisionCosts costs() {
    return costs;
  }
}
