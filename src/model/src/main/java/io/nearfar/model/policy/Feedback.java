package io.nearfar.model.policy;

import io.nearfar.model.Check;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;

/**
 * What came of a decision.
 *
 * @param condition the condition it was taken in
 * @param decision what was done
 * @param reward equation (10) of the delay that was seen
 * @param feasible whether (4e) held
 */
public record Feedback(Condition condition, Decision decision, double reward, boolean feasible) {

  public Feedback {
    Check.present("condition", condition);
    Check.present("decision", decision);
    if (!Double.isFinite(reward)) {
      throw new IllegalArgumentException("reward is " + reward + "; it must be finite");
    }
  }
}
