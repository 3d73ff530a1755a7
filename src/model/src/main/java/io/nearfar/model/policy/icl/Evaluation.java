package io.nearfar.model.policy.icl;

import com.fasterxml.jackson.annotation.JsonValue;

/** The verdict on an experience, as an example in the prompt shows it. */
public enum Evaluation {
  /** Constraint (4e) held and the experience is worth following. */
  GOOD("good"),
  /** Constraint (4e) was violated. */
  BAD("bad");

  private final String word;

  Evaluation(String word) {
    this.word = word;
  }

  /** The word used in prompts and files. */
  @JsonValue
  public String word() {
    return word;
  }

  /**
   * The evaluation of a word.
   *
   * @throws IllegalArgumentException when the word is neither
   */
  public static Evaluation ofWord(String word) {
    for (Evaluation evaluation : values()) {
      if (evaluation.word.equals(word)) {
        return evaluation;
      }
    }
    throw new IllegalArgumentException("evaluation is \"" + word + "\"; it must be good or bad");
  }

  @Override
  public String toString() {
    return word;
  }
}
