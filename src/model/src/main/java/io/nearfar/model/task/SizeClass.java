package io.nearfar.model.task;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.nearfar.model.Check;

/**
 * A class of output lengths with a word for it.
 *
 * @param name the keyword, such as {@code middle}
 * @param from smallest output length in tokens, >= 1
 * @param below first output length in tokens that is too large, > {@code from}
 */
public record SizeClass(
    @JsonPropertyDescription("The keyword, a lower-case word such as middle") String name,
    @JsonPropertyDescription("Smallest output length in tokens, >= 1") int from,
    @JsonPropertyDescription("First output length in tokens that is too large, > from") int below) {

  public SizeClass {
    Check.notBlank("size class name", name);
    if (!name.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          "size class name is \""
              + name
              + "\"; it must be one lower-case word of letters, digits and hyphens");
    }
    Check.atLeast("size class " + name + ": from", from, 1);
    Check.atLeast("size class " + name + ": below", below, from + 1);
  }

  /** Mean output length of a uniform draw from this class, in tokens. */
  public double meanTokens() {
    return (from + below - 1) / 2.0;
  }
}
