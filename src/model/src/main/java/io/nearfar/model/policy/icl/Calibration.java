package io.nearfar.model.policy.icl;

import com.fasterxml.jackson.annotation.JsonValue;

/** A correction for what a decision model prefers whatever the condition. */
public enum Calibration {
  /** The answer is taken as it is. */
  NONE("none"),
  /**
   * The log-odds of a content-free condition, under the same examples and layout, are subtracted
   * from those of the present one (Zhao et al., <em>Calibrate before use</em>, ICML 2021). Needs
   * log-probabilities: a reply without them is a failure of its own kind.
   */
  CONTEXTUAL("contextual");

  private final String word;

  Calibration(String word) {
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
