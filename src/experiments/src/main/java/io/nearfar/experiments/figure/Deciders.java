package io.nearfar.experiments.figure;

import java.util.List;

/** Who decides, a line each: how it is drawn, and the keys of the scenario that make it. */
final class Deciders {

  /** In-context learning as the study proposes it, read by the embedded reader. */
  static final Series READER =
      Series.of("example-vote reader", "#0072b2", "solid", "policy.name=icl");

  /** On the latest experiences. */
  static final Series LATEST =
      Series.of("reader, latest 6", "#e69f00", "solid", "policy.name=latest");

  /** Without exploration. */
  static final Series GREEDY =
      Series.of("reader, no exploration", "#cc3311", "longdash", "policy.name=greedy");

  /** The exact solution of (4). */
  static final Series ORACLE = Series.of("oracle", "#222222", "dotted", "policy.name=oracle");

  /** Never offloads. */
  static final Series LOCAL = Series.of("always local", "#999999", "dashed", "policy.name=local");

  /** Always offloads. */
  static final Series CLOUD =
      Series.of("always offload", "#999999", "dotdash", "policy.name=cloud");

  /** A fair coin. */
  static final Series RANDOM = Series.of("random", "#999999", "solid", "policy.name=random");

  /** An ablation: examples that violate (4e) are kept and shown as bad. */
  static final Series READER_KEEPING_BAD =
      Series.of("reader, keeps bad", "#56b4e9", "dashed", "policy.name=icl", "policy.keepBad=true");

  /** The same of the latest experiences. */
  static final Series LATEST_KEEPING_BAD =
      Series.of(
          "reader, latest, keeps bad",
          "#cc79a7",
          "dashed",
          "policy.name=latest",
          "policy.keepBad=true");

  /** Deep Q-learning on state (8) and reward (10), with the same exploration. */
  static final Series DQN = Series.of("deep Q-learning", "#d55e00", "dashed", "policy.name=dqn");

  /** A mean reward for each condition and decision, with the same exploration. */
  static final Series TABULAR_Q =
      Series.of("tabular Q", "#009e73", "dashed", "policy.name=tabular-q");

  /** A linear model of the reward and its upper confidence bound. */
  static final Series LINUCB = Series.of("LinUCB", "#aa3377", "solid", "policy.name=linucb");

  /** Draws from what is believed of the rewards of each condition. */
  static final Series THOMPSON =
      Series.of("Thompson", "#56b4e9", "longdash", "policy.name=thompson");

  /** Offloads what needs it and what gains enough. */
  static final Series THRESHOLD =
      Series.of("threshold", "#117733", "dotdash", "policy.name=threshold");

  /** Decision models, each a reader of prompts: the series of panels a and b. */
  static final List<Series> DECISION_MODELS = List.of(READER);

  /** What the study compares with. */
  static final List<Series> STUDY_BASELINES = List.of(DQN);

  /** Learners beyond the study; they are paid for reward, and know nothing of (4e). */
  static final List<Series> BANDITS = List.of(TABULAR_Q, LINUCB, THOMPSON);

  private Deciders() {}
}
