package io.nearfar.experiments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nearfar.model.scenario.Scenario;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A key whose values differ between two scenarios.
 *
 * @param key its path, such as {@code policy.exploration.end}
 * @param first its value in the first scenario
 * @param second its value in the second
 */
public record ScenarioDifference(String key, String first, String second) {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** A scenario as a tree of its keys. */
  public static ObjectNode tree(Scenario scenario) {
    return MAPPER.valueToTree(scenario);
  }

  /** The innermost keys that differ, in the order of the first tree. */
  public static List<ScenarioDifference> between(JsonNode first, JsonNode second) {
    return between("", first, second).toList();
  }

  private static Stream<ScenarioDifference> between(String path, JsonNode first, JsonNode second) {
    if (first.equals(second)) {
      return Stream.empty();
    }
    if (!first.isObject() || !second.isObject()) {
      return Stream.of(new ScenarioDifference(path, text(first), text(second)));
    }
    Set<String> keys = new LinkedHashSet<>();
    first.fieldNames().forEachRemaining(keys::add);
    second.fieldNames().forEachRemaining(keys::add);
    return keys.stream()
        .flatMap(
            key ->
                between(
                    path.isEmpty() ? key : path + "." + key,
                    first.has(key) ? first.get(key) : MissingNode.getInstance(),
                    second.has(key) ? second.get(key) : MissingNode.getInstance()));
  }

  /** The difference as a phrase of the second scenario. */
  public String phrase() {
    return key + " " + second + " instead of " + first;
  }

  private static String text(JsonNode value) {
    return value.isMissingNode() || value.isNull() ? "not set" : value.toString();
  }
}
