package io.nearfar.model.policy;

import com.fasterxml.jackson.annotation.JsonValue;

/** The policies by name; section 7. */
public enum PolicyKind {
  /** In-context learning with prioritised replay and epsilon-greedy exploration. */
  ICL("icl", Needs.DECISION_MODEL),
  /** In-context learning on the latest experiences, with the same exploration. */
  LATEST("latest", Needs.DECISION_MODEL),
  /** In-context learning with epsilon = 0. */
  GREEDY("greedy", Needs.DECISION_MODEL),
  /** Deep Q-learning with the same exploration: a neural network from task to reward. */
  DQN("dqn", Needs.TRAINING_LIBRARY),
  /** Tabular Q-learning with the same exploration: a mean reward for each condition. */
  TABULAR_Q("tabular-q", Needs.NOTHING),
  /** Disjoint LinUCB: a linear model from task to reward, and its upper confidence bound. */
  LINUCB("linucb", Needs.NOTHING),
  /** Gaussian Thompson sampling for each condition. */
  THOMPSON("thompson", Needs.NOTHING),
  /** A rule on the analytic model: offloads what needs it and what gains enough. */
  THRESHOLD("threshold", Needs.NOTHING),
  /** The exact solution, the bound. */
  ORACLE("oracle", Needs.NOTHING),
  /** Always local. */
  LOCAL("local", Needs.NOTHING),
  /** Always offload. */
  CLOUD("cloud", Needs.NOTHING),
  /** A fair coin. */
  RANDOM("random", Needs.NOTHING);

  /** What a policy cannot decide without. */
  public enum Needs {
    /** Nothing but the scenario. */
    NOTHING,
    /** A language model to ask. */
    DECISION_MODEL,
    /** A library that trains neural networks, which a node of the service has not. */
    TRAINING_LIBRARY
  }

  private final String word;
  private final Needs needs;

  PolicyKind(String word, Needs needs) {
    this.word = word;
    this.needs = needs;
  }

  /** The name in scenarios, files and metric labels. */
  @JsonValue
  public String word() {
    return word;
  }

  /** Whether it explores with epsilon-greedy. */
  public boolean explores() {
    return switch (this) {
      case ICL, LATEST, DQN, TABULAR_Q -> true;
      case GREEDY, LINUCB, THOMPSON, THRESHOLD, ORACLE, LOCAL, CLOUD, RANDOM -> false;
    };
  }

  /** What it cannot decide without. */
  public Needs needs() {
    return needs;
  }

  /** Whether it asks a decision model. */
  public boolean inContext() {
    return needs == Needs.DECISION_MODEL;
  }

  @Override
  public String toString() {
    return word;
  }
}
