package io.nearfar.experiments.figure;

import io.nearfar.model.Check;
import io.nearfar.model.scenario.Scenario;
import java.util.Optional;

/**
 * A scenario that a figure needs over all seeds. Equal trials of different panels are run once.
 *
 * @param scenario with timeslots; its seed is replaced
 * @param parts into how many parts of equally many tasks its course is divided, >= 1
 * @param cassette the shipped cassette of the decision model; empty for the embedded reader
 * @param mostSeeds over how many seeds it can be run at most, >= 2
 */
record Trial(Scenario scenario, int parts, Optional<String> cassette, int mostSeeds) {
  Trial {
    Check.present("scenario", scenario);
    Check.atLeast("parts", parts, 1);
    Check.atLeast("mostSeeds", mostSeeds, 2);
  }

  /** A trial with the embedded reader. */
  Trial(Scenario scenario, int parts) {
    this(scenario, parts, Optional.empty(), Integer.MAX_VALUE);
  }
}
