package io.nearfar.model.scenario;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;

/** Says what is wrong with a scenario file: the key, its value, what would be valid, the line. */
final class ScenarioFault {

  private ScenarioFault() {}

  /**
   * What is wrong, in the words of a scenario file.
   *
   * @param e what the parser found; its parser is still open
   */
  static String describe(JsonProcessingException e) {
    return sentence(e) + line(e);
  }

  private static String sentence(JsonProcessingException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "unknown key " + path(unknown) + "; known here are " + known(unknown);
    }
    if (e instanceof InvalidTypeIdException kind) {
      return kind(kind);
    }
    if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
      return value(mismatch, mismatch.getTargetType());
    }
    if (e instanceof JsonMappingException mapping) {
      String where = mapping.getPath().isEmpty() ? "" : path(mapping) + ": ";
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof NumberFormatException) {
          return value(mapping, Double.class);
        }
        if (cause instanceof IllegalArgumentException refused) {
          return where + refused.getMessage();
        }
      }
      return where + e.getOriginalMessage();
    }
    // Not valid YAML, or a key said twice.
    return e.getOriginalMessage();
  }

  private static String known(UnrecognizedPropertyException e) {
    return e.getKnownPropertyIds().stream()
        .map(Object::toString)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** A block whose kind, such as the process of the arrivals, is unknown or not said. */
  private static String kind(InvalidTypeIdException e) {
    Class<?> base = e.getBaseType().getRawClass();
    String kinds =
        Arrays.stream(base.getAnnotation(JsonSubTypes.class).value())
            .map(JsonSubTypes.Type::name)
            .collect(Collectors.joining(", "));
    String key = path(e) + "." + base.getAnnotation(JsonTypeInfo.class).property();
    String state = e.getTypeId() == null ? " is missing" : " is \"" + e.getTypeId() + "\"";
    return key + state + "; it must be one of " + kinds;
  }

  private static String value(JsonMappingException e, Class<?> wanted) {
    String where = e.getPath().isEmpty() ? "the file" : path(e);
    return where + state((JsonParser) e.getProcessor()) + "; it must be " + valid(wanted);
  }

  private static String state(JsonParser parser) {
    try {
      return switch (parser.currentToken()) {
        case VALUE_NULL, END_OBJECT -> " is missing";
        case START_ARRAY -> " is a list";
        case START_OBJECT -> " is a block of keys";
        default -> " is \"" + parser.getText() + "\"";
      };
    } catch (IOException e) {
      return " cannot be read";
    }
  }

  private static String valid(Class<?> wanted) {
    if (wanted.isEnum()) {
      return "one of "
          + Arrays.stream(wanted.getEnumConstants())
              .map(ScenarioReader::word)
              .collect(Collectors.joining(", "));
    }
    if (wanted == int.class || wanted == Integer.class || wanted == Long.class) {
      return "a whole number";
    }
    if (wanted == double.class || wanted == Double.class) {
      return "a number";
    }
    if (wanted == Boolean.class) {
      return "true or false";
    }
    if (wanted == String.class) {
      return "a word";
    }
    return Collection.class.isAssignableFrom(wanted) ? "a list" : "a block of keys";
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.toString();
  }

  private static String line(JsonProcessingException e) {
    return e.getLocation() == null || e.getLocation().getLineNr() < 1
        ? ""
        : " (line " + e.getLocation().getLineNr() + ")";
  }
}
