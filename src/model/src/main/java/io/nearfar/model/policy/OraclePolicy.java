package io.nearfar.model.policy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The exact solution of problem (4): the bound that every other policy is measured against. */
public record OraclePolicy() implements OffloadingPolicy {

  @Override
  public CompletionStage<Choice> decide(Situation situation, long index) {
    return CompletableFuture.completedFuture(
        Choice.of(situation.bestEffort().decision(), Origin.RULE));
  }
}
