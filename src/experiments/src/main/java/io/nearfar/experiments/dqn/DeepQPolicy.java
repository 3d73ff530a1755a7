package io.nearfar.experiments.dqn;

import io.nearfar.experiments.dqn.ReplayBuffer.Outcome;
import io.nearfar.model.policy.Choice;
import io.nearfar.model.policy.Feedback;
import io.nearfar.model.policy.OffloadingPolicy;
import io.nearfar.model.policy.Origin;
import io.nearfar.model.policy.Situation;
import io.nearfar.model.policy.TaskFeatures;
import io.nearfar.model.random.RandomStreams;
import io.nearfar.model.scenario.DqnSpec;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.SizeClasses;
import io.nearfar.model.task.Task;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/**
 * The greedy half of deep Q-learning: takes the decision of greater Q(state, decision), local on a
 * tie, with Q a neural network. {@link io.nearfar.model.policy.EpsilonGreedy} around it explores.
 *
 * <p>The state is the task, as {@link TaskFeatures} has it: its expected output tokens over the
 * largest length of the scenario's size classes, and 1 if quality is preferred, else 0. The study's
 * state (8) is read as the present task too; that the length is a number, and not a size class, is
 * ours: a network takes numbers, and the reward depends on the length itself. Users, rates and load
 * are no part of it.
 *
 * <p>A decision does not change which tasks come next, so this is a contextual bandit (gamma = 0):
 * the target of Q is the reward (10) alone, over a scale, and there is no target network.
 *
 * <p>Every so many rewards the network is trained on one batch out of the latest rewards. Equal
 * scenarios give equal decisions to the bit, however many run side by side.
 */
public final class DeepQPolicy implements OffloadingPolicy {

  private final DqnSpec spec;
  private final SizeClasses sizes;
  private final RandomGenerator replayDraws;
  private final ReplayBuffer replay;
  private final QTraining training;
  private long rewards;
  private volatile QNetwork network;

  private DeepQPolicy(DqnSpec spec, SizeClasses sizes, RandomStreams random) {
    this.spec = spec;
    this.sizes = sizes;
    replayDraws = random.sequence("dqn-replay");
    replay = new ReplayBuffer(spec.replayTasks());
    training =
        new QTraining(spec.hiddenUnits(), spec.learningRate(), random.sequence("dqn-weights"));
    network = training.network();
  }

  /**
   * An untrained policy with the scenario's hyper-parameters; to be closed.
   *
   * @throws io.nearfar.experiments.Failure when PyTorch cannot be loaded
   */
  public static DeepQPolicy of(Scenario scenario) {
    return new DeepQPolicy(scenario.policy().dqn(), scenario.sizeClasses(), scenario.random());
  }

  @Override
  public CompletionStage<Choice> decide(Situation situation, long index) {
    float[] values = values(situation.task());
    boolean far =
        values[QNetwork.output(Decision.OFFLOAD)] > values[QNetwork.output(Decision.LOCAL)];
    return CompletableFuture.completedFuture(
        Choice.of(far ? Decision.OFFLOAD : Decision.LOCAL, Origin.RULE));
  }

  /** The expected reward of a decision about a task, in seconds; 0 before any training. */
  public double estimate(Task task, Decision decision) {
    return values(task)[QNetwork.output(decision)] * spec.rewardScaleSeconds();
  }

  private float[] values(Task task) {
    TaskFeatures features = TaskFeatures.of(task, sizes);
    return network.values((float) features.length(), (float) features.quality());
  }

  @Override
  public synchronized void learn(Feedback feedback) {
    TaskFeatures features = TaskFeatures.of(feedback.task(), sizes);
    replay.add(
        new Outcome(
            (float) features.length(),
            (float) features.quality(),
            feedback.decision(),
            (float) (feedback.reward() / spec.rewardScaleSeconds())));
    rewards++;
    if (rewards % spec.trainEveryTasks() == 0) {
      network = training.step(replay.sample(spec.batchSize(), replayDraws));
    }
  }

  /** Gives PyTorch's memory back. Decisions are still possible, learning is not. */
  @Override
  public synchronized void close() {
    training.close();
  }
}
