package io.nearfar.model.policy;

import io.nearfar.model.random.RandomStreams;
import io.nearfar.model.task.Decision;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Explores with probability epsilon, uniformly over both decisions, and otherwise leaves the
 * decision to another policy; section 6. With an optimal policy inside, a task with one feasible
 * decision meets (4e) with probability 1 - epsilon/2.
 *
 * @param inner decides when nothing is explored
 * @param schedule epsilon
 * @param draws one draw a task: below epsilon/2 local, below epsilon offload
 */
public record EpsilonGreedy(
    OffloadingPolicy inner, EpsilonSchedule schedule, RandomStreams.Indexed draws)
    implements OffloadingPolicy {

  @Override
  public CompletionStage<Choice> decide(Situation situation, long index) {
    double epsilon = schedule.epsilon(index);
    double draw = draws.uniform(index);
    if (draw >= epsilon) {
      return inner.decide(situation, index);
    }
    Decision decision = draw < epsilon / 2 ? Decision.LOCAL : Decision.OFFLOAD;
    return CompletableFuture.completedFuture(Choice.of(decision, Origin.EXPLORED));
  }

  @Override
  public void learn(Feedback feedback) {
    inner.learn(feedback);
  }

  @Override
  public void close() {
    inner.close();
  }
}
