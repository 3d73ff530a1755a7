package io.nearfar.model.scenario;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads scenarios from YAML. Unknown keys, keys said twice and values out of range are refused. */
public final class ScenarioReader {

  /** Names of the scenarios that ship with the product. */
  public static final List<String> SHIPPED = List.of("study", "demo");

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
    if (!SHIPPED.contains(name)) {
      throw new ScenarioException(
          "scenario is \"" + name + "\"; shipped are " + String.join(", ", SHIPPED), null);
    }
    try (InputStream yaml = ScenarioReader.class.getResourceAsStream(name + ".yaml")) {
      return read(new String(yaml.readAllBytes(), StandardCharsets.UTF_8), name);
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

  /** The word that stands for an enum constant in a scenario. */
  static String word(Object constant) {
    return MAPPER.convertValue(constant, String.class);
  }
}
