package io.nearfar.model.policy;

import com.fasterxml.jackson.annotation.JsonValue;

/** Where a decision came from. */
public enum Origin {
  /** A draw: of the exploration, or of beliefs that overruled what is believed on average. */
  EXPLORED("explored"),
  /** The decision model was asked. */
  MODEL("model"),
  /** The decision model had been asked before, with the same condition and the same pool. */
  CACHED("cached"),
  /** The decision model gave no usable answer in time; the analytic model decided. */
  FALLBACK("fallback"),
  /** The client said which. */
  PINNED("pinned"),
  /** A policy that asks no decision model. */
  RULE("rule");

  private final String word;

  Origin(String word) {
    this.word = word;
  }

  /** The word used in headers, files and metric labels. */
  @JsonValue
  public String word() {
    return word;
  }

  @Override
  public String toString() {
    return word;
  }
}
