package io.nearfar.model.scenario;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Reads scenarios from YAML. Unknown keys, keys said twice and values out of range are refused. */
public final class ScenarioReader {

  /** Names of the scenarios that ship with the product. */
  public static final List<String> SHIPPED = List.of("study", "demo", "contention", "small-model");

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.USE_NATIVE_TYPE_ID)
          .build();

  private ScenarioReader() {}

  /**
   * Reads a scenario.
   *
   * @param yaml the whole text
   * @param source what to call the text in messages, such as its path
   * @throws ScenarioException when it is not a valid scenario
   */
  public static Scenario read(String yaml, String source) {
    try (JsonParser parser = MAPPER.createParser(yaml)) {
      return read(parser, source);
    } catch (IOException e) {
      throw new UncheckedIOException("scenario " + source + " cannot be read", e);
    }
  }

  /**
   * Reads a scenario with some keys changed; the changes are made to the text, so that defaults
   * follow from them.
   *
   * @param changes values by dotted key, such as {@code policy.name}: see {@link #value}; null
   *     takes a key away
   * @throws ScenarioException when the text or a change is not valid
   */
  public static Scenario read(String yaml, String source, Map<String, ?> changes) {
    Scenario unchanged = read(yaml, source);
    if (changes.isEmpty()) {
      return unchanged;
    }
    try {
      return ofTree((ObjectNode) MAPPER.readTree(yaml), source, changes);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("scenario " + source + " was read before", e);
    }
  }

  /**
   * A scenario with some keys changed. A default that follows from other keys, the required
   * quality, follows from them anew.
   *
   * @param changes values by dotted key, such as {@code models.cloud}: numbers, words, lists, maps
   *     or the scenario's own types; null takes a key away
   * @throws ScenarioException when a change is not valid
   */
  public static Scenario varied(Scenario scenario, Map<String, ?> changes) {
    ObjectNode tree = tree(scenario);
    boolean own = changes.keySet().stream().anyMatch(key -> key.startsWith("quality."));
    if (scenario.hasDerivedQuality() && !own) {
      tree.remove("quality");
    }
    return ofTree(tree, scenario.name(), changes);
  }

  private static Scenario ofTree(ObjectNode tree, String source, Map<String, ?> changes) {
    String changed = "scenario " + source + " with " + String.join(", ", changes.keySet());
    changes.forEach(
        (key, value) -> {
          try {
            ScenarioChange.put(tree, key, MAPPER.valueToTree(value));
          } catch (IllegalArgumentException e) {
            throw new ScenarioException(changed + ": " + e.getMessage(), e);
          }
        });
    try {
      return MAPPER.treeToValue(tree, Scenario.class);
    } catch (JsonProcessingException e) {
      throw new ScenarioException(changed + ": " + ScenarioFault.describe(e), e);
    }
  }

  /**
   * A value as a scenario would have it behind a key: a word, a number, or a list or block in
   * YAML's flow style. An empty text is null.
   *
   * @throws ScenarioException when the text is no YAML
   */
  public static Object value(String key, String yaml) {
    try {
      return MAPPER.convertValue(MAPPER.readTree(yaml), Object.class);
    } catch (JsonProcessingException e) {
      throw new ScenarioException(
          key + " is \"" + yaml + "\", which is no YAML: " + e.getOriginalMessage(), e);
    }
  }

  private static Scenario read(JsonParser parser, String source) throws IOException {
    try {
      Scenario scenario =
          parser.nextToken() == null ? null : MAPPER.readValue(parser, Scenario.class);
      if (scenario == null) {
        throw new ScenarioException("scenario " + source + " is empty; it needs a name", null);
      }
      if (parser.nextToken() != null) {
        throw new ScenarioException(
            "scenario " + source + " has more than one YAML document; it must have one", null);
      }
      return scenario;
    } catch (JsonProcessingException e) {
      throw new ScenarioException("scenario " + source + ": " + ScenarioFault.describe(e), e);
    }
  }

  /**
   * A scenario that ships with the product.
   *
   * @throws ScenarioException when there is none of this name
   */
  public static Scenario shipped(String name) {
    return read(shippedText(name), name);
  }

  /**
   * The YAML of a scenario that ships with the product.
   *
   * @throws ScenarioException when there is none of this name
   */
  public static String shippedText(String name) {
    if (!SHIPPED.contains(name)) {
      throw new ScenarioException(
          "scenario is \"" + name + "\"; shipped are " + String.join(", ", SHIPPED), null);
    }
    try (InputStream yaml = ScenarioReader.class.getResourceAsStream(name + ".yaml")) {
      return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("shipped scenario " + name + " cannot be read", e);
    }
  }

  /** The scenario with every default written out, as YAML that {@link #read} takes. */
  public static String write(Scenario scenario) {
    try {
      return MAPPER.writeValueAsString(scenario);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("scenario " + scenario.name() + " cannot be written", e);
    }
  }

  /** A scenario as a tree of its keys, every default written out. */
  static ObjectNode tree(Scenario scenario) {
    return MAPPER.valueToTree(scenario);
  }

  /** A block of a kind of which nothing is said; missing where something must be said. */
  static JsonNode defaults(Class<?> block, String property, String kind) {
    ObjectNode bare = MAPPER.createObjectNode().put(property, kind);
    try {
      return MAPPER.valueToTree(MAPPER.treeToValue(bare, block));
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /** The word that stands for an enum constant in a scenario. */
  static String word(Object constant) {
    return MAPPER.convertValue(constant, String.class);
  }
}
