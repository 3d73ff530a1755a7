package io.nearfar.model.task;

import com.fasterxml.jackson.annotation.JsonValue;

/** The offloading decision alpha of a task: 0 generates locally, 1 offloads to the cloud. */
public enum Decision {
  /** alpha = 0: the edge model answers. */
  LOCAL("local", Tier.EDGE),
  /** alpha = 1: the cloud model answers, behind the backhaul. */
  OFFLOAD("offload", Tier.CLOUD);

  private final String word;
  private final Tier tier;

  Decision(String word, Tier tier) {
    this.word = word;
    this.tier = tier;
  }

  /** The one word a decision model replies with. */
  @JsonValue
  public String word() {
    return word;
  }

  /** The tier that generates under this decision. */
  public Tier tier() {
    return tier;
  }

  /** The other one. */
  public Decision other() {
    return this == LOCAL ? OFFLOAD : LOCAL;
  }

  /**
   * The decision of a word.
   *
   * @throws IllegalArgumentException when the word is neither
   */
  public static Decision ofWord(String word) {
    for (Decision decision : values()) {
      if (decision.word.equals(word)) {
        return decision;
      }
    }
    throw new IllegalArgumentException("decision is \"" + word + "\"; it must be local or offload");
  }

  @Override
  public String toString() {
    return word;
  }
}
