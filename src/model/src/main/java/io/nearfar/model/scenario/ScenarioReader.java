package io.nearfar.model.scenario;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Reads scenarios from YAML. Unknown keys, keys said twice and values out of range are refused. */
public final class ScenarioReader {

  /** Names of the scenarios that ship with the product. */
  public static final List<String> SHIPPED = List.of("study", "demo");

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
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
    try {
      Scenario scenario = MAPPER.readValue(yaml, Scenario.class);
      if (scenario == null) {
        throw new ScenarioException("scenario " + source + " is empty", null);
      }
      return scenario;
    } catch (JsonProcessingException e) {
      throw new ScenarioException("scenario " + source + ": " + reason(e), e);
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

  private static String reason(JsonProcessingException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "unknown key "
          + path(unknown)
          + "; known here are "
          + unknown.getKnownPropertyIds().stream()
              .map(Object::toString)
              .sorted()
              .collect(Collectors.joining(", "));
    }
    if (e instanceof JsonMappingException mapping) {
      String where = mapping.getPath().isEmpty() ? "" : path(mapping) + ": ";
      if (e instanceof InvalidFormatException format) {
        return where + "\"" + format.getValue() + "\" does not fit" + line(e) + "\n" + summary(e);
      }
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof IllegalArgumentException refused) {
          return where + refused.getMessage() + line(e);
        }
      }
      return where + summary(e) + line(e);
    }
    return summary(e) + line(e);
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(ref -> ref.getFieldName() != null ? ref.getFieldName() : "[" + ref.getIndex() + "]")
        .filter(Objects::nonNull)
        .collect(Collectors.joining("."));
  }

  private static String line(JsonProcessingException e) {
    return e.getLocation() == null || e.getLocation().getLineNr() < 1
        ? ""
        : " (line " + e.getLocation().getLineNr() + ")";
  }

  private static String summary(JsonProcessingException e) {
    return e.getOriginalMessage();
  }
}
