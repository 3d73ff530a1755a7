package io.nearfar.model.task;

import com.fasterxml.jackson.annotation.JsonValue;

/** Where a model runs. */
public enum Tier {
  /** The edge node at the base station. */
  EDGE("edge"),
  /** The cloud node behind the backhaul. */
  CLOUD("cloud");

  private final String word;

  Tier(String word) {
    this.word = word;
  }

  /** The word used in headers, files and metric labels. */
  @JsonValue
  public String word() {
    return word;
  }

  /** The other one. */
  public Tier other() {
    return this == EDGE ? CLOUD : EDGE;
  }

  @Override
  public String toString() {
    return word;
  }
}
