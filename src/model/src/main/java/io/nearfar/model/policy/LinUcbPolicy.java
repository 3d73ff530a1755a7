package io.nearfar.model.policy;

import io.nearfar.model.Check;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.SizeClasses;
import io.nearfar.model.task.Task;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Disjoint LinUCB (Li et al. 2010, algorithm 1): each decision has a ridge regression of the reward
 * on the task, and the greater upper confidence bound is taken, local on a tie.
 *
 * <pre>
 *   theta x + alpha sqrt(x^T A^-1 x)     x = (1, length, quality), see {@link TaskFeatures}
 * </pre>
 *
 * <p>Nothing is drawn: a decision that was never taken has the widest bound, and that is what makes
 * it tried. The origin of every choice is {@link Origin#RULE}.
 */
public final class LinUcbPolicy implements OffloadingPolicy {

  private static final int DIMENSION = 3;

  private final double alphaSeconds;
  private final SizeClasses sizes;
  private final Map<Decision, AtomicReference<RidgeRegression>> regressions =
      new EnumMap<>(Decision.class);

  /**
   * A policy that has seen nothing.
   *
   * @param alphaSeconds alpha, > 0: in seconds of reward, since the other factor has no unit
   * @param ridge lambda, the weight of the prior "every reward is 0" in observations, > 0
   * @param sizes the size classes that lengths are normalised by
   */
  public LinUcbPolicy(double alphaSeconds, double ridge, SizeClasses sizes) {
    this.alphaSeconds = Check.positive("alphaSeconds", alphaSeconds);
    this.sizes = Check.present("sizes", sizes);
    for (Decision decision : Decision.values()) {
      regressions.put(decision, new AtomicReference<>(RidgeRegression.empty(DIMENSION, ridge)));
    }
  }

  @Override
  public CompletionStage<Choice> decide(Situation situation, long index) {
    double[] x = features(situation.task());
    boolean far = upperBound(Decision.OFFLOAD, x) > upperBound(Decision.LOCAL, x);
    return CompletableFuture.completedFuture(
        Choice.of(far ? Decision.OFFLOAD : Decision.LOCAL, Origin.RULE));
  }

  private double upperBound(Decision decision, double[] x) {
    RidgeRegression regression = regressions.get(decision).get();
    return regression.estimate(x) + alphaSeconds * regression.deviation(x);
  }

  @Override
  public void learn(Feedback feedback) {
    double[] x = features(feedback.task());
    regressions.get(feedback.decision()).updateAndGet(known -> known.with(x, feedback.reward()));
  }

  /** The expected reward of a decision about a task, in seconds, without the confidence bound. */
  public double estimate(Task task, Decision decision) {
    return regressions.get(decision).get().estimate(features(task));
  }

  private double[] features(Task task) {
    TaskFeatures features = TaskFeatures.of(task, sizes);
    return new double[] {1, features.length(), features.quality()};
  }
}
