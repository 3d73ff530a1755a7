package io.nearfar.model.policy.icl;

import com.fasterxml.jackson.annotation.JsonValue;

/** The parts of a prompt, in the study's order; section 6. */
public enum PromptPart {
  /** What is to be achieved. */
  GOAL("goal"),
  /** The two options, the keywords and what reward and evaluation mean. */
  DEFINITION("definition"),
  /** The experiences so far. */
  EXAMPLES("examples"),
  /** The keywords of the present task. */
  CONDITION("condition"),
  /** How to reply. */
  RULE("rule");

  private final String word;

  PromptPart(String word) {
    this.word = word;
  }

  /** The word used in files. */
  @JsonValue
  public String word() {
    return word;
  }

  @Override
  public String toString() {
    return word;
  }
}
