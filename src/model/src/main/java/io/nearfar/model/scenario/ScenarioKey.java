package io.nearfar.model.scenario;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.nearfar.model.Source;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One key of a block of a scenario, as its record declares it.
 *
 * @param component of the block's record
 */
record ScenarioKey(RecordComponent component) {

  private static final Pattern DEFAULT = Pattern.compile("; default: ");
  private static final Pattern UNIT =
      Pattern.compile("\\bin (seconds|metres|tokens|slots|Hz|dBm/Hz|dBm|dBi|dB|bit/s|bytes)\\b");

  /** Its name. */
  String name() {
    return component.getName();
  }

  /** What it means, without its default. */
  String meaning() {
    return DEFAULT.split(description(), 2)[0];
  }

  /** What its description says of its default; empty when it has none. */
  Optional<String> statedDefault() {
    String[] parts = DEFAULT.split(description(), 2);
    return parts.length == 2 ? Optional.of(parts[1]) : Optional.empty();
  }

  /**
   * Its description.
   *
   * @throws IllegalStateException when it has none: whoever adds a key says what it means
   */
  private String description() {
    JsonPropertyDescription description =
        component.getAccessor().getAnnotation(JsonPropertyDescription.class);
    if (description == null) {
      throw new IllegalStateException(
          component.getDeclaringRecord().getSimpleName()
              + "."
              + name()
              + " is a key of a scenario without @JsonPropertyDescription");
    }
    return description.value();
  }

  /** Where its default comes from. */
  String source() {
    Source own = component.getAnnotation(Source.class);
    Source ofBlock = component.getDeclaringRecord().getAnnotation(Source.class);
    return own != null ? own.value() : ofBlock != null ? ofBlock.value() : "ours";
  }

  /** Whether it cannot be left out, whatever its description says. */
  boolean primitive() {
    return component.getType().isPrimitive();
  }

  /** What stands behind the key: a value, the elements of a list, or a block of keys. */
  Class<?> valueType() {
    return raw(element(type()));
  }

  /** Whether a list stands behind it. */
  boolean list() {
    return Collection.class.isAssignableFrom(raw(type()));
  }

  /** The kind of value in words. */
  String typeWords() {
    return (list() ? "list of " : "") + words(valueType(), list());
  }

  private static String words(Class<?> type, boolean plural) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(ScenarioReader::word)
          .map(word -> "`" + word + "`")
          .collect(Collectors.joining(", "));
    }
    if (type.isAnnotationPresent(JsonTypeInfo.class)) {
      return "block with `" + type.getAnnotation(JsonTypeInfo.class).property() + "`";
    }
    String word =
        type == int.class || type == Integer.class || type == long.class || type == Long.class
            ? "whole number"
            : type == double.class || type == Double.class
                ? "number"
                : type == boolean.class || type == Boolean.class
                    ? "true or false"
                    : type == String.class ? "word" : "block";
    return plural ? word + "s" : word;
  }

  /** Its unit, by its name or its description; empty when it has none. */
  String unit() {
    String name = name();
    if (name.endsWith("PerSecond")) {
      String what = name.substring(0, name.length() - "PerSecond".length());
      return switch (what) {
        case "rate" -> "1/s";
        case "tokens" -> "token/s";
        case "bit" -> "bit/s";
        default -> what.endsWith("Metres") ? "m/s" : what + "/s";
      };
    }
    if (name.startsWith("seconds") || name.endsWith("PerToken")) {
      return name.startsWith("seconds") ? "s/token" : "byte/token";
    }
    if (name.endsWith("Seconds")) {
      return "s";
    }
    Matcher stated = UNIT.matcher(description());
    return stated.find()
        ? stated.group(1).replace("metres", "m").replace("seconds", "s").replace("bytes", "byte")
        : "";
  }

  /** The declared type, or, of a class that a list is read into, that list's. */
  private Type type() {
    for (Constructor<?> constructor : component.getType().getDeclaredConstructors()) {
      JsonCreator creator = constructor.getAnnotation(JsonCreator.class);
      if (creator != null && creator.mode() == JsonCreator.Mode.DELEGATING) {
        return constructor.getGenericParameterTypes()[0];
      }
    }
    return component.getGenericType();
  }

  private static Type element(Type type) {
    return type instanceof ParameterizedType list ? list.getActualTypeArguments()[0] : type;
  }

  private static Class<?> raw(Type type) {
    return type instanceof ParameterizedType list ? (Class<?>) list.getRawType() : (Class<?>) type;
  }
}
