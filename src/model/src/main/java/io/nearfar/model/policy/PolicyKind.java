package io.nearfar.model.policy;

import com.fasterxml.jackson.annotation.JsonValue;

/** The policies by name; section 7. */
public enum PolicyKind {
  /** In-context learning with prioritised replay and epsilon-greedy exploration. */
  ICL("icl", true),
  /** In-context learning on the latest experiences, with the same exploration. */
  LATEST("latest", true),
  /** In-context learning with epsilon = 0. */
  GREEDY("greedy", true),
  /** The exact solution, the bound. */
  ORACLE("oracle", false),
  /** Always local. */
  LOCAL("local", false),
  /** Always offload. */
  CLOUD("cloud", false),
  /** A fair coin. */
  RANDOM("random", false);

  private final String word;
  private final boolean inContext;

  PolicyKind(String word, boolean inContext) {
    this.word = word;
    this.inContext = inContext;
  }

  /** The name in scenarios, files and metric labels. */
  @JsonValue
  public String word() {
    return word;
  }

  /** Whether it explores with epsilon-greedy. */
  public boolean explores() {
    return this == ICL || this == LATEST;
  }

  /** Whether it asks a decision model. */
  public boolean inContext() {
    return inContext;
  }

  @Override
  public String toString() {
    return word;
  }
}
