package io.nearfar.model.task;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The two kinds of generation service. */
public enum ServiceType {
  /** Chat, translation, summarisation: every model is good enough. */
  REGULAR("regular"),
  /** Reasoning, science, mathematics, coding: asks for more quality than the edge model has. */
  QUALITY_PREFERRED("quality-preferred");

  private final String word;

  ServiceType(String word) {
    this.word = word;
  }

  /** The word used in prompts, headers, files and metric labels. */
  @JsonValue
  public String word() {
    return word;
  }

  /**
   * The service type of a word.
   *
   * @throws IllegalArgumentException when no service type has this word
   */
  public static ServiceType ofWord(String word) {
    for (ServiceType type : values()) {
      if (type.word.equals(word)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "service type is \"" + word + "\"; it must be one of " + words());
  }

  private static String words() {
    return Arrays.stream(values()).map(ServiceType::word).collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return word;
  }
}
