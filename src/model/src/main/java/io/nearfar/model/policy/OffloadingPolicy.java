package io.nearfar.model.policy;

import java.util.concurrent.CompletionStage;

/**
 * Decides for every task: local or offload. Used by several threads at once; closed by whoever runs
 * it.
 */
public interface OffloadingPolicy extends AutoCloseable {

  /**
   * Decides.
   *
   * @param situation the task, its condition and what the analytic model promises
   * @param index the task's number in order of arrival, from 0: random draws and schedules are
   *     taken by it, so that the same tasks get the same draws on either clock
   * @return the choice; complete already unless a remote decision model is asked, and never failed
   */
  CompletionStage<Choice> decide(Situation situation, long index);

  /** Learns from what came of a decision; policies that do not learn ignore it. */
  default void learn(Feedback feedback) {}

  /** Gives back what is held outside the heap; most policies hold nothing there. */
  @Override
  default void close() {}
}
