package io.nearfar.model.outcome;

import io.nearfar.model.Check;
import io.nearfar.model.policy.Choice;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Task;
import io.nearfar.model.task.Tier;
import java.time.Instant;
import java.util.Optional;

/**
 * One row for a finished task, measured and analytic side by side; the same from the simulator and
 * from a live edge.
 *
 * @param run the run it belongs to
 * @param id the task's own id, unique in the run
 * @param arrival when it arrived, on the clock of the run
 * @param task with the output tokens that were generated
 * @param expectedOutputTokens the length the decision was taken for
 * @param condition the keywords of the decision
 * @param policy name of the policy in force
 * @param choice the decision and its origin
 * @param tier who generated the answer
 * @param model the model that generated the answer
 * @param hopFailure why the other tier than the decided one generated; empty when the decided one
 *     did
 * @param ending how it ended
 * @param decisionSeconds time the decision took
 * @param measured what was seen
 * @param analytic what the model promises for the same task on the same tier, with the backhaul as
 *     known at decision
 * @param verdict constraint, reward and regret
 */
public record TaskRecord(
    String run,
    String id,
    Instant arrival,
    Task task,
    int expectedOutputTokens,
    Condition condition,
    String policy,
    Choice choice,
    Tier tier,
    String model,
    Optional<String> hopFailure,
    Ending ending,
    double decisionSeconds,
    Timing measured,
    Timing analytic,
    Verdict verdict) {

  public TaskRecord {
    Check.notBlank("run", run);
    Check.notBlank("id", id);
    Check.present("arrival", arrival);
    Check.present("task", task);
    Check.present("condition", condition);
    Check.present("choice", choice);
    Check.present("tier", tier);
    Check.present("ending", ending);
    Check.present("measured", measured);
    Check.present("analytic", analytic);
    Check.present("verdict", verdict);
  }

  /**
   * What a task was worth.
   *
   * @param feasible whether (4e) held: the success of a quality-preferred task
   * @param attainable whether any decision meets (4e); where none does the task is infeasible, and
   *     was served all the same
   * @param radioSeconds radio share of the service delay, by the analytic model, beyond the delay
   *     of the timings; 0 when they contain it. Part of both rewards
   * @param reward equation (10) of the measured delay
   * @param analyticReward equation (10) of the analytic delay
   * @param regret analytic reward of the best decision - that of this one
   */
  public record Verdict(
      boolean feasible,
      boolean attainable,
      double radioSeconds,
      double reward,
      double analyticReward,
      double regret) {}
}
