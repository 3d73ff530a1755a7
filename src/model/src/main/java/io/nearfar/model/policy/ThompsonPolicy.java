package io.nearfar.model.policy;

import io.nearfar.model.Check;
import io.nearfar.model.random.RandomStreams;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Thompson sampling with Gaussian rewards: for each decision in the present condition an expected
 * reward is drawn from what is believed of it, and the greater one is taken.
 *
 * <p>Before any reward every belief is the prior. A reward r with the noise variance s^2 turns a
 * belief N(m, v) into
 *
 * <pre>
 *   N(m + g (r - m), (1 - g) v)    g = v / (v + s^2)
 * </pre>
 *
 * <p>The origin of a choice is {@link Origin#EXPLORED} where the draws overruled the means.
 */
public final class ThompsonPolicy implements OffloadingPolicy {

  /**
   * What is believed of an expected reward: a normal distribution.
   *
   * @param meanSeconds finite
   * @param variance in seconds squared, >= 0
   */
  public record Belief(double meanSeconds, double variance) {

    public Belief {
      Check.finite("meanSeconds", meanSeconds);
      Check.nonNegative("variance", variance);
    }

    private Belief after(double reward, double noiseVariance) {
      double gain = variance / (variance + noiseVariance);
      return new Belief(meanSeconds + gain * (reward - meanSeconds), (1 - gain) * variance);
    }

    private double at(double standardNormal) {
      return meanSeconds + standardNormal * Math.sqrt(variance);
    }
  }

  private final Belief prior;
  private final double noiseVariance;
  private final RandomStreams.Indexed draws;
  private final ConcurrentMap<Arm, Belief> beliefs = new ConcurrentHashMap<>();

  /**
   * A policy that has seen nothing.
   *
   * @param prior what is believed of every decision at first
   * @param noiseSeconds standard deviation of the reward of one decision in one condition, > 0
   * @param draws two draws a task: numbers 2 index and 2 index + 1
   */
  public ThompsonPolicy(Belief prior, double noiseSeconds, RandomStreams.Indexed draws) {
    this.prior = Check.present("prior", prior);
    this.noiseVariance = Math.pow(Check.positive("noiseSeconds", noiseSeconds), 2);
    this.draws = draws;
  }

  @Override
  public CompletionStage<Choice> decide(Situation situation, long index) {
    Belief local = belief(situation.condition(), Decision.LOCAL);
    Belief offload = belief(situation.condition(), Decision.OFFLOAD);
    // Box-Muller: two uniform draws are two independent normal ones. StrictMath is the same to the
    // bit on every machine.
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - draws.uniform(2 * index)));
    double angle = 2 * Math.PI * draws.uniform(2 * index + 1);
    Decision drawn =
        greater(
            local.at(radius * StrictMath.cos(angle)), offload.at(radius * StrictMath.sin(angle)));
    Decision believed = greater(local.meanSeconds, offload.meanSeconds);
    return CompletableFuture.completedFuture(
        Choice.of(drawn, drawn == believed ? Origin.RULE : Origin.EXPLORED));
  }

  private static Decision greater(double local, double offload) {
    return offload > local ? Decision.OFFLOAD : Decision.LOCAL;
  }

  @Override
  public void learn(Feedback feedback) {
    beliefs.compute(
        Arm.of(feedback),
        (arm, known) -> (known == null ? prior : known).after(feedback.reward(), noiseVariance));
  }

  /** What is believed of a decision in a condition. */
  public Belief belief(Condition condition, Decision decision) {
    return beliefs.getOrDefault(new Arm(condition, decision), prior);
  }
}
