package io.nearfar.experiments.figure;

import java.util.List;

/** Every panel, in order. */
final class Panels {

  /** The letters. */
  static final String LETTERS = "abcdefghij";

  private Panels() {}

  /** The panels of a study, with the language model whose replies ship. */
  static List<Panel> of(Study study) {
    return of(study, new LanguageModelPanel(DecisionModel.SHIPPED, true));
  }

  /** The panels of a study. */
  static List<Panel> of(Study study, LanguageModelPanel languageModel) {
    LearningPanels learning = new LearningPanels(study);
    DelayPanels delay = new DelayPanels(study);
    return List.of(
        learning.reward(),
        learning.success(),
        learning.replay(),
        new UsersPanel(study).panel(),
        delay.tokens(),
        delay.shares(),
        new TradeOffPanel(study).panel(),
        learning.regret(),
        new SensitivityPanel(study).panel(),
        languageModel.panel());
  }
}
