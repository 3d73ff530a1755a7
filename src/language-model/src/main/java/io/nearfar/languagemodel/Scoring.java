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

  @Override
  public String toString() {
    return word;
  }
}
