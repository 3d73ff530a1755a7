package io.nearfar.model.policy;

import io.nearfar.model.task.Decision;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Always the same decision.
 *
 * @param decision which
 */
public record FixedPolicy(Decision decision) implements OffloadingPolicy {

  @Override
  public CompletionStage<Choice> decide(Situation situation, long index) {
    return CompletableFuture.completedFuture(Choice.of(decision, Origin.RULE));
  }
}
