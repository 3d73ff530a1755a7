package io.nearfar.experiments;

import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioReader;

/** Scenarios for tests, as a user would write them. */
public final class Scenarios {

  private Scenarios() {}

  /** A scenario of these lines, beside its name. */
  public static Scenario of(String... lines) {
    return ScenarioReader.read("name: test\n" + String.join("\n", lines), "test");
  }
}
