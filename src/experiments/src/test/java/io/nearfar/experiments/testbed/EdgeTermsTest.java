package io.nearfar.experiments.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.experiments.ScenarioDifference;
import io.nearfar.experiments.Scenarios;
import io.nearfar.model.scenario.Arrivals;
import io.nearfar.model.scenario.Scenario;
import org.junit.jupiter.api.Test;

class EdgeTermsTest {

  private static final String STATED = "policy: {exploration: {overTasks: 9}}";

  private final Scenario played = Scenarios.of(STATED);

  @Test
  void arrivalsAreNoBusinessOfTheEdge() {
    assertThat(EdgeTerms.difference(played, played.withArrivals(new Arrivals.Poisson(1, 1))))
        .isEmpty();
  }

  @Test
  void theSeedDrawsWhatIsExplored() {
    assertThat(EdgeTerms.difference(played, played.withSeed(7)))
        .hasValue(new ScenarioDifference("seed", "1", "7"));
  }

  @Test
  void namesTheInnermostKeyThatDiffers() {
    assertThat(
            EdgeTerms.difference(
                played, Scenarios.of("policy: {exploration: {overTasks: 9, end: 0.5}}")))
        .hasValue(new ScenarioDifference("policy.exploration.end", "0.05", "0.5"));
  }

  @Test
  void namesAKeyThatOnlyOneSets() {
    assertThat(
            EdgeTerms.difference(
                Scenarios.of("policy: {name: oracle}"),
                Scenarios.of("policy: {name: oracle, exploration: {overTasks: 5}}")))
        .hasValue(new ScenarioDifference("policy.exploration.overTasks", "not set", "5"));
  }

  @Test
  void otherArrivalsMakeAnotherExplorationWhereItIsNotStated() {
    Scenario derived = Scenarios.of("users: 4", "arrivals: {process: slots, timeslots: 10}");

    assertThat(EdgeTerms.difference(derived, derived.withArrivals(new Arrivals.Slots(50))))
        .hasValue(new ScenarioDifference("policy.exploration.overTasks", "20", "100"));
  }
}
