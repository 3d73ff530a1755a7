package io.nearfar.model.scenario;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Every key of a scenario, with type, unit, default and source, in Markdown. It is made from the
 * records that a scenario is read into; a default is what is in force when the key is left out.
 */
public final class ScenarioReference {

  private static final String TITLE =
      """
      # Scenario reference

      Every key of a scenario. This text is made from the code by `nearfar scenario --reference`; a test compares them.
      A default is what is in force when the key is left out; a source of *ours* is the project's own choice.
      Keys are written with dots below, as in messages and in `--set KEY=VALUE`; in a file they are blocks in YAML.
      """;

  private static final String REQUIRED = "required";
  private static final Pattern LEADING_NUMBER = Pattern.compile("^-?\\d+(\\.\\d+)?([eE]\\d+)?");

  /** The blocks of a type: where they stand, and what is in force there when nothing is said. */
  private record Section(Class<?> type, String kind, Map<String, JsonNode> inForce) {}

  private final Map<Class<?>, Section> sections = new LinkedHashMap<>();

  private ScenarioReference() {}

  /** The whole reference. */
  public static String markdown() {
    ScenarioReference reference = new ScenarioReference();
    ObjectNode defaults = ScenarioReader.tree(ScenarioReader.read("name: a", "defaults"));
    defaults.remove("name");
    reference.visit(Scenario.class, "", "", defaults);
    return TITLE
        + reference.sections.values().stream()
            .map(ScenarioReference::render)
            .collect(Collectors.joining());
  }

  private void visit(Class<?> block, String path, String kind, JsonNode inForce) {
    sections
        .computeIfAbsent(block, type -> new Section(type, kind, new LinkedHashMap<>()))
        .inForce()
        .put(path, inForce);
    for (ScenarioKey key : keys(block)) {
      String inner = (path.isEmpty() ? "" : path + ".") + key.name();
      // The elements of a list have no defaults of their own.
      descend(
          key.valueType(),
          key.list() ? inner + "[]" : inner,
          key.list() ? MissingNode.getInstance() : inForce.path(key.name()));
    }
  }

  private void descend(Class<?> type, String path, JsonNode inForce) {
    if (type.isRecord()) {
      visit(type, path, "", inForce);
    } else if (type.isAnnotationPresent(JsonTypeInfo.class)) {
      String property = type.getAnnotation(JsonTypeInfo.class).property();
      for (JsonSubTypes.Type kind : type.getAnnotation(JsonSubTypes.class).value()) {
        boolean isInForce = inForce.path(property).asText().equals(kind.name());
        visit(
            kind.value(),
            path,
            property + ": " + kind.name(),
            isInForce ? inForce : ScenarioReader.defaults(type, property, kind.name()));
      }
    }
  }

  private static List<ScenarioKey> keys(Class<?> block) {
    return Arrays.stream(block.getRecordComponents()).map(ScenarioKey::new).toList();
  }

  private static String render(Section section) {
    List<ScenarioKey> keys = keys(section.type());
    if (keys.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("\n").append(heading(section)).append("\n\n");
    text.append("| key | type | unit | default | source | meaning |\n|---|---|---|---|---|---|\n");
    for (ScenarioKey key : keys) {
      String byDefault = defaultOf(key, section.inForce());
      text.append("| `").append(key.name()).append("` | ").append(key.typeWords());
      text.append(" | ").append(key.unit()).append(" | ").append(byDefault);
      text.append(" | ").append(byDefault.equals(REQUIRED) ? "" : key.source());
      text.append(" | ").append(key.meaning()).append(" |\n");
    }
    return text.toString();
  }

  private static String heading(Section section) {
    String where =
        section.inForce().keySet().stream()
            .map(path -> path.isEmpty() ? "The file itself" : "`" + path + "`")
            .collect(Collectors.joining(", "));
    return "## " + where + (section.kind().isEmpty() ? "" : " with `" + section.kind() + "`");
  }

  /** The value in force, said once if it is the same everywhere. */
  private static String defaultOf(ScenarioKey key, Map<String, JsonNode> blocks) {
    Map<String, String> byValue = new LinkedHashMap<>();
    blocks.forEach(
        (path, block) ->
            byValue.merge(
                defaultOf(key, block.path(key.name())),
                "`" + path + "`",
                (one, other) -> one + ", " + other));
    return byValue.size() == 1
        ? byValue.keySet().iterator().next()
        : byValue.entrySet().stream()
            .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
            .collect(Collectors.joining("; "));
  }

  /**
   * The default at one place.
   *
   * @throws IllegalStateException when the key's description states another number than is in force
   */
  private static String defaultOf(ScenarioKey key, JsonNode value) {
    Optional<String> stated = key.statedDefault();
    boolean plain = value.isValueNode() && !value.isNull() && !key.primitive();
    Matcher number = LEADING_NUMBER.matcher(stated.orElse(""));
    if (plain && number.find()) {
      if (Double.parseDouble(number.group()) != value.asDouble()) {
        throw new IllegalStateException(
            key + " states a default of " + stated.get() + "; in force is " + value);
      }
      return stated.get();
    }
    if (plain) {
      return "`" + value.asText() + "`";
    }
    if (stated.isPresent()) {
      return stated.get();
    }
    if (value.isMissingNode() || key.primitive()) {
      return REQUIRED;
    }
    return value.isNull() ? "none" : "as below";
  }
}
