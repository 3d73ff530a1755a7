package io.nearfar.experiments.compare;

import io.nearfar.model.outcome.Ending;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.task.Decision;
import java.util.OptionalDouble;

/** What two live runs are compared by: a number of a task. */
enum LiveMetric {
  TTFT("TTFT s", "ttft_seconds", "better", "worse"),
  TPOT("TPOT s", "tpot_seconds", "better", "worse"),
  DELAY("delay s", "delay_seconds", "better", "worse"),
  /** Of tasks that both runs offloaded. */
  BACKHAUL("backhaul s", "backhaul_seconds", "better", "worse"),
  REWARD("reward", "reward", "worse", "better"),
  SUCCESS("success", "success", "worse", "better"),
  /** Without it a run that fails what is hard would look the faster and better one. */
  ANSWERED("answered", "answered_share", "worse", "better"),
  /** Neither more nor less of it is better. */
  OFFLOADED("offloaded", "offload_share", "less", "more");

  private final String title;
  private final String column;
  private final String lower;
  private final String higher;

  LiveMetric(String title, String column, String lower, String higher) {
    this.title = title;
    this.column = column;
    this.lower = lower;
    this.higher = higher;
  }

  /** Its name for people. */
  String title() {
    return title;
  }

  /** Its name in columns of files. */
  String column() {
    return column;
  }

  /** What to call a run that has more, or less, of it. */
  String verdict(double difference) {
    return difference < 0 ? lower : higher;
  }

  /**
   * Its value for a task; empty for a task that has none. Times are those of tasks that the decided
   * tier answered: a failed hop is no property of a model. A task that was not answered has no
   * reward, and is no success.
   */
  OptionalDouble of(TaskRecord task) {
    boolean answered = answered(task);
    boolean asDecided = answered && task.hopFailure().isEmpty();
    return switch (this) {
      case TTFT -> asDecided ? task.measured().ttftSeconds() : OptionalDouble.empty();
      case TPOT -> asDecided ? task.measured().tpotSeconds() : OptionalDouble.empty();
      case DELAY ->
          asDecided
              ? OptionalDouble.of(task.measured().delaySeconds() + task.verdict().radioSeconds())
              : OptionalDouble.empty();
      case BACKHAUL -> asDecided ? task.measured().backhaulSeconds() : OptionalDouble.empty();
      case REWARD -> answered ? OptionalDouble.of(task.verdict().reward()) : OptionalDouble.empty();
      case SUCCESS -> OptionalDouble.of(answered && task.verdict().feasible() ? 1 : 0);
      case ANSWERED -> OptionalDouble.of(answered ? 1 : 0);
      case OFFLOADED -> OptionalDouble.of(task.choice().decision() == Decision.OFFLOAD ? 1 : 0);
    };
  }

  /** Whether the whole answer was delivered. */
  static boolean answered(TaskRecord task) {
    return task.ending() == Ending.COMPLETED;
  }
}
