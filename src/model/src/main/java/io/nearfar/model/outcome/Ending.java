package io.nearfar.model.outcome;

import com.fasterxml.jackson.annotation.JsonValue;

/** How a task ended. */
public enum Ending {
  /** The whole answer was delivered. */
  COMPLETED("completed"),
  /** The client went away. */
  CANCELLED("cancelled"),
  /** The answer broke off, or none could be given. */
  FAILED("failed");

  private final String word;

  Ending(String word) {
    this.word = word;
  }

  /** The word used in files and metric labels. */
  @JsonValue
  public String word() {
    return word;
  }

  @Override
  public String toString() {
    return word;
  }
}
