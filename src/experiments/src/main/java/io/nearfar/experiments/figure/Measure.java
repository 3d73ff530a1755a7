package io.nearfar.experiments.figure;

import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.task.Decision;

/** What a figure shows of a task; its mean over tasks is what is drawn. */
enum Measure {
  /** Equation (10), in seconds. */
  REWARD("reward (s)"),
  /** t_total as the user sees it, in seconds. */
  DELAY("mean service delay (s)"),
  /** t_tran of equation (1): radio and backhaul, in seconds. */
  TRANSMISSION("mean transmission delay (s)"),
  /** Whether (4e) held, in percent. */
  SUCCESS("success rate (%)"),
  /** What the decision gave away against the exact solution of (4), in seconds. */
  REGRET("regret per task (s)"),
  /** Whether it was decided to offload, in percent. */
  OFFLOADED("offloaded tasks (%)");

  /** The unit of a difference of shares in percent. */
  static final String POINTS = "percentage points";

  private final String axis;

  Measure(String axis) {
    this.axis = axis;
  }

  /** The words of an axis, with the unit. */
  String axis() {
    return axis;
  }

  /** Of one task. */
  double of(TaskRecord task) {
    return switch (this) {
      case REWARD -> task.verdict().reward();
      case DELAY -> task.measured().delaySeconds() + task.verdict().radioSeconds();
      case TRANSMISSION ->
          task.verdict().radioSeconds() + task.measured().backhaulSeconds().orElse(0);
      case SUCCESS -> task.verdict().feasible() ? 100 : 0;
      case REGRET -> task.verdict().regret();
      case OFFLOADED -> task.choice().decision() == Decision.OFFLOAD ? 100 : 0;
    };
  }
}
