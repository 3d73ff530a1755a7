package io.nearfar.model.policy.icl;

import com.fasterxml.jackson.annotation.JsonValue;

/** How the parts of a prompt are laid out as messages; the content is the same. */
public enum PromptLayout {
  /** One user message with every part in the study's order. */
  SINGLE("single"),
  /**
   * Goal, definition and reply rule as the system message; each example as a turn of the chat, with
   * its condition said by the user, its decision by the assistant, and its reward and evaluation at
   * the head of the user's next message; the present condition last.
   */
  TURNS("turns");

  private final String word;

  PromptLayout(String word) {
    this.word = word;
  }

  /** The word used in scenarios and files. */
  @JsonValue
  public String word() {
    return word;
  }

  @Override
  public String toString() {
    return word;
  }
}
