package io.nearfar.model.policy;

import com.fasterxml.jackson.annotation.JsonValue;

/** Why a decision model did not decide. */
public enum ModelFailure {
  /** Two replies in a row that name no decision. */
  UNUSABLE_REPLY("unusable-reply"),
  /** A reply without log-probabilities of the answers, where the decision needs them. */
  NO_LOG_PROBABILITIES("no-log-probabilities"),
  /** No reply before the deadline. */
  DEADLINE("deadline"),
  /** Recent calls failed; none is made for a while. */
  BREAKER_OPEN("breaker-open"),
  /** Too many calls are under way. */
  BUSY("busy"),
  /** The call failed: refused, reset, an error status. */
  ERROR("error");

  private final String word;

  ModelFailure(String word) {
    this.word = word;
  }

  /** The word used in files and metric labels. */
  @JsonValue
  public String word() {
    return word;
  }

  /** Whether the same prompt would fail in the same way again: the model answered, to no use. */
  public boolean repeats() {
    return this == UNUSABLE_REPLY || this == NO_LOG_PROBABILITIES;
  }

  @Override
  public String toString() {
    return word;
  }
}
