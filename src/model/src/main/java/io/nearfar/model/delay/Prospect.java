package io.nearfar.model.delay;

import io.nearfar.model.Check;
import io.nearfar.model.task.Decision;

/**
 * What the analytic model promises for a task under a decision.
 *
 * @param decision alpha
 * @param delay the expected service delay
 * @param feasible whether (4e) holds
 * @param reward equation (10) of that delay
 */
public record Prospect(Decision decision, ServiceDelay delay, boolean feasible, double reward) {

  public Prospect {
    Check.present("decision", decision);
    Check.present("delay", delay);
  }
}
