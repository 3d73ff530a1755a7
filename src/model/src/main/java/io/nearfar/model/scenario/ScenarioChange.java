package io.nearfar.model.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A change of one key of a scenario. */
final class ScenarioChange {

  private ScenarioChange() {}

  /**
   * Puts a value behind a dotted key; blocks on the way that are not there are made.
   *
   * @param value null takes the key away
   * @throws IllegalArgumentException when the key is no key, or leads through something that is no
   *     block of keys
   */
  static void put(ObjectNode scenario, String key, JsonNode value) {
    List<String> steps = List.of(key.split("\\.", -1));
    if (steps.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          "key \"" + key + "\" has an empty part; it must be like policy.name");
    }
    ObjectNode block = scenario;
    for (int i = 0; i < steps.size() - 1; i++) {
      block = inner(block, steps.subList(0, i + 1), key);
    }
    String last = steps.get(steps.size() - 1);
    if (value.isNull() || value.isMissingNode()) {
      block.remove(last);
    } else {
      block.set(last, value);
    }
  }

  private static ObjectNode inner(ObjectNode block, List<String> path, String key) {
    JsonNode inner = block.get(path.get(path.size() - 1));
    if (inner == null || inner.isNull()) {
      return block.putObject(path.get(path.size() - 1));
    }
    if (inner instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException(
        "key "
            + key
            + " leads through "
            + String.join(".", path)
            + ", which is "
            + inner
            + "; only a block of keys has keys in it");
  }
}
