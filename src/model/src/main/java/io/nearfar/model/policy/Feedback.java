package io.nearfar.model.policy;

import io.nearfar.model.Check;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.Task;

/**
 * What came of a decision.
 *
 * @param task the task as the decision saw it: with its expected output length
 * @param condition the same in keywords
 * @param decision what was done
 * @param reward equation (10) of the delay that was seen
 * @param feasible whether (4e) held
 */
public record Feedback(
    Task task, Condition condition, Decision decision, double reward, boolean feasible) {

  public Feedback {
    Check.present("task", task);
    Check.present("condition", condition);
    Check.present("decision", decision);
    Check.finite("reward", reward);
  }
}
