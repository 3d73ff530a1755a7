package io.nearfar.experiments.dqn;

import io.nearfar.model.task.Decision;
import java.util.random.RandomGenerator;

/** The latest outcomes, first in first out. Not for use by several threads. */
final class ReplayBuffer {

  private final Outcome[] outcomes;
  private long added;

  /**
   * An empty buffer.
   *
   * @param capacity how many outcomes are kept, >= 1
   */
  ReplayBuffer(int capacity) {
    outcomes = new Outcome[capacity];
  }

  /**
   * What came of a decision.
   *
   * @param length first feature of the task
   * @param quality second feature of the task
   * @param decision what was done
   * @param target the scaled reward
   */
  record Outcome(float length, float quality, Decision decision, float target) {}

  /** Adds an outcome; the oldest one makes room when the buffer is full. */
  void add(Outcome outcome) {
    outcomes[(int) (added % outcomes.length)] = outcome;
    added++;
  }

  /** How many outcomes are kept. */
  int size() {
    return (int) Math.min(added, outcomes.length);
  }

  /**
   * Outcomes drawn uniformly, with replacement.
   *
   * @throws IllegalStateException when there is none
   */
  Outcome[] sample(int count, RandomGenerator draws) {
    if (added == 0) {
      throw new IllegalStateException("the replay buffer is empty; nothing can be drawn from it");
    }
    Outcome[] batch = new Outcome[count];
    for (int i = 0; i < count; i++) {
      batch[i] = outcomes[draws.nextInt(size())];
    }
    return batch;
  }
}
