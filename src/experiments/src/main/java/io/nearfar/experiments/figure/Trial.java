package io.nearfar.experiments.figure;

import io.nearfar.model.Check;
import io.nearfar.model.scenario.Scenario;

/**
 * A scenario that a figure needs over all seeds. Equal trials of different panels are run once.
 *
 * @param scenario with timeslots; its seed is replaced
 * @param parts into how many parts of equally many tasks its course is divided, >= 1
 */
record Trial(Scenario scenario, int parts) {
  Trial {
    Check.present("scenario", scenario);
    Check.atLeast("parts", parts, 1);
  }
}
