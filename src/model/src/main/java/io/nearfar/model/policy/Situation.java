package io.nearfar.model.policy;

import io.nearfar.model.Check;
import io.nearfar.model.delay.AnalyticModel;
import io.nearfar.model.delay.Prospect;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.SizeClasses;
import io.nearfar.model.task.Task;
import java.util.Optional;

/**
 * What a policy may look at.
 *
 * @param task the task, with its expected output length
 * @param condition the task in keywords
 * @param local what the model promises of generating at the edge
 * @param offload what it promises of generating in the cloud
 */
public record Situation(Task task, Condition condition, Prospect local, Prospect offload) {

  public Situation {
    Check.present("task", task);
    Check.present("condition", condition);
    Check.present("local", local);
    Check.present("offload", offload);
  }

  /** The situation of a task under a model, with the backhaul delay t_back as known now. */
  public static Situation of(
      Task task, SizeClasses sizes, AnalyticModel model, double backhaulSeconds) {
    return new Situation(
        task,
        Condition.of(task, sizes),
        model.prospect(task, Decision.LOCAL, backhaulSeconds),
        model.prospect(task, Decision.OFFLOAD, backhaulSeconds));
  }

  /** The prospect of a decision. */
  public Prospect of(Decision decision) {
    return decision == Decision.LOCAL ? local : offload;
  }

  /**
   * The exact solution of problem (4) for this task: the feasible decision of least delay, local on
   * a tie. Empty when neither decision is feasible.
   */
  public Optional<Prospect> best() {
    if (local.feasible() && offload.feasible()) {
      boolean far = offload.delay().totalSeconds() < local.delay().totalSeconds();
      return Optional.of(far ? offload : local);
    }
    if (local.feasible()) {
      return Optional.of(local);
    }
    return offload.feasible() ? Optional.of(offload) : Optional.empty();
  }

  /**
   * {@link #best()}, or, when neither decision is feasible, the one of greater reward: the least
   * bad answer to a request that must be served.
   */
  public Prospect bestEffort() {
    return best().orElseGet(() -> offload.reward() > local.reward() ? offload : local);
  }

  /**
   * What a decision gives away against the oracle: best reward - its reward, both analytic.
   * Negative only when a violation of (4e) pays, that is when the penalty is below the break-even.
   */
  public double regret(Decision decision) {
    return bestEffort().reward() - of(decision).reward();
  }
}
