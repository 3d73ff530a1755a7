package io.nearfar.model.policy;

import io.nearfar.model.Check;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The greedy half of tabular Q-learning: takes the decision of greater Q(condition, decision). Put
 * {@link EpsilonGreedy} around it to explore.
 *
 * <p>A decision does not change which tasks come next, so this is a contextual bandit (gamma = 0)
 * and Q is the expected reward. The first reward r of a decision is its Q; after that
 *
 * <pre>
 *   Q &lt;- Q + eta (r - Q)    eta = 1/k for the k-th reward (the sample mean), or a constant
 * </pre>
 *
 * <p>A decision without any reward yet has no Q, and comes before one that has: what is not known
 * is tried. With neither tried, local.
 */
public final class TabularQPolicy implements OffloadingPolicy {

  /** What is known of a decision in a condition, after at least one reward. */
  private record Value(double mean, long rewards) {

    Value after(double reward, OptionalDouble learningRate) {
      long count = rewards + 1;
      return new Value(mean + learningRate.orElse(1.0 / count) * (reward - mean), count);
    }
  }

  private final OptionalDouble learningRate;
  private final ConcurrentMap<Arm, Value> table = new ConcurrentHashMap<>();

  /**
   * An empty table.
   *
   * @param learningRate a constant eta in (0, 1]; empty for the sample mean
   */
  public TabularQPolicy(OptionalDouble learningRate) {
    learningRate.ifPresent(rate -> Check.share("learningRate", rate));
    this.learningRate = learningRate;
  }

  @Override
  public CompletionStage<Choice> decide(Situation situation, long index) {
    return CompletableFuture.completedFuture(Choice.of(greedy(situation.condition()), Origin.RULE));
  }

  private Decision greedy(Condition condition) {
    Value local = table.get(new Arm(condition, Decision.LOCAL));
    Value offload = table.get(new Arm(condition, Decision.OFFLOAD));
    if (local == null || offload == null) {
      return local == null ? Decision.LOCAL : Decision.OFFLOAD;
    }
    return offload.mean > local.mean ? Decision.OFFLOAD : Decision.LOCAL;
  }

  @Override
  public void learn(Feedback feedback) {
    double reward = feedback.reward();
    table.compute(
        Arm.of(feedback),
        (arm, known) -> known == null ? new Value(reward, 1) : known.after(reward, learningRate));
  }

  /** Q of a decision in a condition, in seconds; empty before its first reward. */
  public OptionalDouble value(Condition condition, Decision decision) {
    Value known = table.get(new Arm(condition, decision));
    return known == null ? OptionalDouble.empty() : OptionalDouble.of(known.mean);
  }
}
