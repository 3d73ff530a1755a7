package io.nearfar.model.policy;

import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;

/** A decision in a condition: what the tables of the bandits have an entry for. */
record Arm(Condition condition, Decision decision) {

  /** What feedback tells about. */
  static Arm of(Feedback feedback) {
    return new Arm(feedback.condition(), feedback.decision());
  }
}
