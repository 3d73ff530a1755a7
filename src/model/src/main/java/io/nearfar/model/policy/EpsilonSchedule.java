package io.nearfar.model.policy;

import io.nearfar.model.Check;

/**
 * The probability epsilon of exploring: falls linearly from {@code start} to {@code end} over the
 * first {@code overTasks} tasks and stays there.
 *
 * @param start epsilon of task 0, in [0, 1]
 * @param end epsilon from task {@code overTasks} on, in [0, 1]
 * @param overTasks length of the fall in tasks, >= 0
 */
public record EpsilonSchedule(double start, double end, long overTasks) {

  public EpsilonSchedule {
    Check.within("exploration.start", start, 0, 1);
    Check.within("exploration.end", end, 0, 1);
    if (overTasks < 0) {
      throw new IllegalArgumentException("overTasks is " + overTasks + "; it must be >= 0");
    }
  }

  /** The same epsilon for every task. */
  public static EpsilonSchedule constant(double epsilon) {
    return new EpsilonSchedule(epsilon, epsilon, 0);
  }

  /** Epsilon of the task with this number. */
  public double epsilon(long index) {
    if (index >= overTasks) {
      return end;
    }
    return start + (end - start) * index / overTasks;
  }
}
