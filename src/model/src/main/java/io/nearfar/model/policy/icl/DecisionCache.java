package io.nearfar.model.policy.icl;

import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The decision model's answers by (condition, pool version): the same condition with the same pool
 * has the same prompt.
 *
 * <p>Only the newest version is held. An answer under way is shared by those who ask meanwhile.
 * Held is also that two replies were unusable: at temperature 0 they would be again. A model that
 * failed otherwise is forgotten, so that the next one asks again.
 */
final class DecisionCache {

  private record Generation(
      long version, ConcurrentMap<Condition, CompletableFuture<Decision>> answers) {}

  private volatile Generation newest = new Generation(-1, new ConcurrentHashMap<>());

  /**
   * The answers of a pool version; an outdated version gets a map of its own that nobody else sees.
   */
  ConcurrentMap<Condition, CompletableFuture<Decision>> answers(long version) {
    Generation current = newest;
    if (current.version == version) {
      return current.answers;
    }
    synchronized (this) {
      if (newest.version < version) {
        newest = new Generation(version, new ConcurrentHashMap<>());
      }
      return newest.version == version ? newest.answers : new ConcurrentHashMap<>();
    }
  }
}
