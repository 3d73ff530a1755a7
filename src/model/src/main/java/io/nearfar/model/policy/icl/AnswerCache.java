package io.nearfar.model.policy.icl;

import io.nearfar.model.task.Condition;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * What is known of the decision model's answers by (condition, pool version): the same condition
 * with the same pool has the same prompt.
 *
 * <p>Only the newest version is held. An answer under way is shared by those who ask meanwhile.
 * Held is also that a reply was of no use: at temperature 0 it would be again. A model that failed
 * otherwise is forgotten, so that the next one asks again.
 *
 * @param <A> what is made of an answer
 */
final class AnswerCache<A> {

  private record Generation<A>(
      long version, ConcurrentMap<Condition, CompletableFuture<A>> answers) {}

  private volatile Generation<A> newest = new Generation<>(-1, new ConcurrentHashMap<>());

  /**
   * The answers of a pool version; an outdated version gets a map of its own that nobody else sees.
   */
  ConcurrentMap<Condition, CompletableFuture<A>> answers(long version) {
    Generation<A> current = newest;
    if (current.version == version) {
      return current.answers;
    }
    synchronized (this) {
      if (newest.version < version) {
        newest = new Generation<>(version, new ConcurrentHashMap<>());
      }
      return newest.version == version ? newest.answers : new ConcurrentHashMap<>();
    }
  }

  /**
   * Asks for an answer that nobody has asked for yet.
   *
   * @param answers those of a pool version
   * @param question asked by whoever comes first
   * @return the answer, and whether it was this call that asked
   */
  static <A> Asked<A> ask(
      ConcurrentMap<Condition, CompletableFuture<A>> answers,
      Condition condition,
      Supplier<CompletionStage<A>> question) {
    CompletableFuture<A> asked = new CompletableFuture<>();
    CompletableFuture<A> known = answers.putIfAbsent(condition, asked);
    if (known != null) {
      return new Asked<>(known, false);
    }
    begin(question)
        .whenComplete(
            (answer, failure) -> {
              if (failure == null) {
                asked.complete(answer);
                return;
              }
              if (!LanguageModelException.reason(failure).repeats()) {
                answers.remove(condition, asked);
              }
              asked.completeExceptionally(failure);
            });
    return new Asked<>(asked, true);
  }

  /** What is thrown must reach those who wait, too. */
  private static <A> CompletionStage<A> begin(Supplier<CompletionStage<A>> question) {
    try {
      return question.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** An answer, perhaps under way, and whether it was asked for just now. */
  record Asked<A>(CompletableFuture<A> answer, boolean now) {}
}
