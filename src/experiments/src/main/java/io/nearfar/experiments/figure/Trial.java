package io.nearfar.experiments.figure;

import io.nearfar.model.Check;
import io.nearfar.model.scenario.Scenario;

/**
 * A scenario that a figure needs over all seeds. Equal trials of different panels are run once.
 *
 * @param scenario with timeslots; its seed is replaced
 * @param parts into how many parts of equally many tasks its course is divided, >= 1
 * @param model the decision model, if its policy asks one
 * @param mostSeeds over how many seeds it is run at most, >= 2
 */
record Trial(Scenario scenario, int parts, DecisionModel model, int mostSeeds) {
  Trial {
    Check.present("scenario", scenario);
    Check.atLeast("parts", parts, 1);
    Check.present("model", model);
    Check.atLeast("mostSeeds", mostSeeds, 2);
  }

  /** A trial with the embedded reader. */
  Trial(Scenario scenario, int parts) {
    this(scenario, parts, DecisionModel.READER, Integer.MAX_VALUE);
  }

  /** The same over at most so many seeds. */
  Trial over(int seeds) {
    return new Trial(scenario, parts, model, Math.min(mostSeeds, seeds));
  }
}
