package io.nearfar.languagemodel;

/** What keeps a model from replying anything but an answer; a server need not offer it. */
public enum Constraint {
  /** Nothing does. */
  NONE("none"),
  /** {@code response_format} with a JSON schema: an object whose {@code decision} is an answer. */
  JSON_SCHEMA("json-schema"),
  /** llama.cpp's {@code grammar}: one of the two words. */
  GRAMMAR("grammar");

  private final String word;

  Constraint(String word) {
    this.word = word;
  }

  /** The word used in options and files. */
  public String word() {
    return word;
  }

  /**
   * The one of a word.
   *
   * @throws IllegalArgumentException when the word is none of them
   */
  public static Constraint ofWord(String word) {
    for (Constraint value : values()) {
      if (value.word.equals(word)) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        "constraint is \"" + word + "\"; it must be none, json-schema or grammar");
  }

  @Override
  public String toString() {
    return word;
  }
}
