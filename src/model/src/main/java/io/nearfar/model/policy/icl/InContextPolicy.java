package io.nearfar.model.policy.icl;

import io.nearfar.model.policy.Choice;
import io.nearfar.model.policy.Feedback;
import io.nearfar.model.policy.ModelFailure;
import io.nearfar.model.policy.OffloadingPolicy;
import io.nearfar.model.policy.Origin;
import io.nearfar.model.policy.Situation;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * In-context learning, equations (5) to (9): the decision model reads task description, examples
 * and condition and answers with one word; what came of it is evaluated and, if good, becomes an
 * example.
 *
 * <p>The answer is the one of greater probability where the model gives log-probabilities, else the
 * reply as parsed. An unusable reply is counted and the question asked once more; after that, or
 * when the model fails, the analytic model decides. What the model cannot answer usably it is not
 * asked again until the pool changes; a model that fails is asked again by the next task.
 */
public final class InContextPolicy implements OffloadingPolicy {

  private final LanguageModel model;
  private final PromptTemplate template;
  private final DecisionCosts costs = new DecisionCosts();
  private final DecisionCache cache = new DecisionCache();
  private final AtomicReference<ExperiencePool> pool;

  /**
   * A policy that asks {@code model} and begins with {@code pool}.
   *
   * @param pool usually {@link ExperiencePool#empty}
   */
  public InContextPolicy(LanguageModel model, PromptTemplate template, ExperiencePool pool) {
    this.model = model;
    this.template = template;
    this.pool = new AtomicReference<>(pool);
  }

  @Override
  public CompletionStage<Choice> decide(Situation situation, long index) {
    Condition condition = situation.condition();
    ExperiencePool current = pool.get();
    ConcurrentMap<Condition, CompletableFuture<Decision>> answers =
        cache.answers(current.version());
    CompletableFuture<Decision> known = answers.get(condition);
    if (known != null) {
      costs.cacheHit();
      return choice(known, Origin.CACHED, situation);
    }
    Prompt prompt = template.render(current, condition);
    CompletableFuture<Decision> asked = new CompletableFuture<>();
    known = answers.putIfAbsent(condition, asked);
    if (known != null) {
      costs.cacheHit();
      return choice(known, Origin.CACHED, situation);
    }
    ask(prompt, true)
        .whenComplete(
            (decision, failure) -> {
              if (failure == null) {
                asked.complete(decision);
                return;
              }
              if (reason(failure) != ModelFailure.UNUSABLE_REPLY) {
                answers.remove(condition, asked);
              }
              asked.completeExceptionally(failure);
            });
    return choice(asked, Origin.MODEL, situation);
  }

  private static CompletionStage<Choice> choice(
      CompletableFuture<Decision> answer, Origin origin, Situation situation) {
    return answer.handle(
        (decision, failure) ->
            failure == null
                ? Choice.of(decision, origin)
                : Choice.fallback(situation.bestEffort().decision(), reason(failure)));
  }

  private CompletionStage<Decision> ask(Prompt prompt, boolean again) {
    costs.call();
    CompletionStage<Completion> completion;
    try {
      completion = Objects.requireNonNull(model.complete(prompt), "completion");
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
    return completion.thenCompose(
        reply -> {
          Optional<Decision> decision = read(reply);
          if (decision.isPresent()) {
            return CompletableFuture.completedFuture(decision.get());
          }
          costs.unusableReply();
          if (again) {
            return ask(prompt, false);
          }
          return CompletableFuture.failedFuture(
              new LanguageModelException(
                  ModelFailure.UNUSABLE_REPLY,
                  model.name()
                      + " replied \""
                      + reply.text()
                      + "\"; local or offload was asked for",
                  null));
        });
  }

  private static Optional<Decision> read(Completion completion) {
    return completion
        .scores()
        .flatMap(Completion.Scores::likelier)
        .or(() -> Reply.read(completion.text()).decision());
  }

  private static ModelFailure reason(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof LanguageModelException known ? known.failure() : ModelFailure.ERROR;
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
