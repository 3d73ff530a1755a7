package io.nearfar.languagemodel;

/** By what the answer of a model is known. */
public enum Scoring {
  /** By the log-probabilities of both answers (equations 5 and 6). */
  LOG_PROBABILITIES("log-probabilities"),
  /** By the reply as read. */
  REPLY("reply");

  private final String word;

  Scoring(String word) {
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
  public static Scoring ofWord(String word) {
    for (Scoring value : values()) {
      if (value.word.equals(word)) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        "scoring is \"" + word + "\"; it must be log-probabilities or reply");
  }

  @Override
  public String toString() {
    return word;
  }
}
