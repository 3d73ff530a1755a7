package io.nearfar.model.policy;

import io.nearfar.model.random.RandomStreams;
import io.nearfar.model.task.Decision;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Either decision with equal probability.
 *
 * @param draws one draw a task
 */
public record RandomPolicy(RandomStreams.Indexed draws) implements OffloadingPolicy {

  @Override
  public CompletionStage<Choice> decide(Situation situation, long index) {
    Decision decision = draws.uniform(index) < 0.5 ? Decision.LOCAL : Decision.OFFLOAD;
    return CompletableFuture.completedFuture(Choice.of(decision, Origin.EXPLORED));
  }
}
