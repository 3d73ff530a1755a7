package io.nearfar.experiments.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nearfar.experiments.Failure;
import io.nearfar.experiments.ScenarioDifference;
import io.nearfar.model.scenario.Scenario;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the scenario of an edge must share with the one whose users are played. Who decides, on what
 * terms and with which draws is the edge's business; when tasks arrive is not.
 */
final class EdgeTerms {

  private EdgeTerms() {}

  /** The first difference in anything but the arrivals; empty when there is none. */
  static Optional<ScenarioDifference> difference(Scenario played, Scenario edge) {
    return ScenarioDifference.between(tree(played), tree(edge)).stream().findFirst();
  }

  /**
   * Two scenarios would compare what one edge does with what another one promises.
   *
   * @throws Failure when there is a difference
   */
  static void requireSame(Scenario played, Scenario running, URI edge) {
    Optional<ScenarioDifference> found = difference(played, running);
    if (found.isPresent()) {
      throw new Failure(
          "the edge at "
              + edge
              + " runs another scenario: its "
              + found.get().key()
              + " is "
              + found.get().second()
              + ", here it is "
              + found.get().first()
              + "\nStart the edge with this one: -Dnearfar.scenario=FILE");
    }
  }

  private static JsonNode tree(Scenario scenario) {
    ObjectNode tree = ScenarioDifference.tree(scenario);
    tree.remove("arrivals");
    OptionalLong tasks = scenario.arrivals().expectedTasks(scenario.users());
    boolean derived =
        scenario.policy().name().explores()
            && scenario.policy().exploration().overTasks() == null
            && tasks.isPresent();
    if (derived) {
      // Half of the tasks, so that other arrivals make another policy.
      tree.withObject("/policy/exploration").put("overTasks", tasks.getAsLong() / 2);
    }
    return tree;
  }
}
