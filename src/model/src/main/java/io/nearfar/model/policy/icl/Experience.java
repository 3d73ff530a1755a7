package io.nearfar.model.policy.icl;

import io.nearfar.model.Check;
import io.nearfar.model.policy.Feedback;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;

/**
 * One example: keywords, decision, reward, evaluation.
 *
 * @param condition the keywords
 * @param decision what was done
 * @param reward equation (10), finite
 * @param evaluation the verdict
 */
public record Experience(
    Condition condition, Decision decision, double reward, Evaluation evaluation) {

  public Experience {
    Check.present("condition", condition);
    Check.present("decision", decision);
    Check.present("evaluation", evaluation);
    if (!Double.isFinite(reward)) {
      throw new IllegalArgumentException("reward is " + reward + "; it must be finite");
    }
  }

  /** The experience of a feedback: bad exactly when (4e) was violated. */
  public static Experience of(Feedback feedback) {
    return new Experience(
        feedback.condition(),
        feedback.decision(),
        feedback.reward(),
        feedback.feasible() ? Evaluation.GOOD : Evaluation.BAD);
  }
}
