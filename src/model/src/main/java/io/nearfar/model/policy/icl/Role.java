package io.nearfar.model.policy.icl;

import com.fasterxml.jackson.annotation.JsonValue;

/** Who says a message of a prompt. */
public enum Role {
  /** Whoever set the model its task. */
  SYSTEM("system"),
  /** Whoever asks. */
  USER("user"),
  /** The model. */
  ASSISTANT("assistant");

  private final String word;

  Role(String word) {
    this.word = word;
  }

  /** The word of chat APIs and files. */
  @JsonValue
  public String word() {
    return word;
  }

  @Override
  public String toString() {
    return word;
  }
}
