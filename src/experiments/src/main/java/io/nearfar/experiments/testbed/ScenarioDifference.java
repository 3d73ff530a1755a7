package io.nearfar.experiments.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nearfar.model.scenario.Scenario;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Where the scenario of an edge departs from the one whose users are played. Who decides, on what
 * terms and with which draws is the edge's business; when tasks arrive is not.
 *
 * @param key path of the first key whose values differ, such as {@code policy.exploration.end}
 * @param played its value in the scenario that is played
 * @param edge its value at the edge
 */
record ScenarioDifference(String key, String played, String edge) {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** The first difference in anything but the arrivals; empty when there is none. */
  static Optional<ScenarioDifference> first(Scenario played, Scenario edge) {
    return first("", tree(played), tree(edge));
  }

  private static JsonNode tree(Scenario scenario) {
    ObjectNode tree = MAPPER.valueToTree(scenario);
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

  private static Optional<ScenarioDifference> first(String path, JsonNode played, JsonNode edge) {
    if (played.equals(edge)) {
      return Optional.empty();
    }
    if (!played.isObject() || !edge.isObject()) {
      return Optional.of(new ScenarioDifference(path, text(played), text(edge)));
    }
    Set<String> keys = new LinkedHashSet<>();
    played.fieldNames().forEachRemaining(keys::add);
    edge.fieldNames().forEachRemaining(keys::add);
    return keys.stream()
        .map(
            key ->
                first(
                    path.isEmpty() ? key : path + "." + key,
                    played.has(key) ? played.get(key) : MissingNode.getInstance(),
                    edge.has(key) ? edge.get(key) : MissingNode.getInstance()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static String text(JsonNode value) {
    return value.isMissingNode() || value.isNull() ? "not set" : value.toString();
  }
}
