package io.nearfar.experiments.figure;

import java.util.List;

/** The deployed pairs of models. */
final class Pairs {

  /** The study's setting. */
  static final Series LLAMA3 =
      pair(
          "Llama3 8B + default cloud",
          "#0072b2",
          "{model: Llama3-8B}",
          "{model: cloud-default, arenaElo: 1206, mmlu: 0.820}");

  /** The fastest on either tier. */
  static final Series GEMMA =
      pair("Gemma 7B + Gemini 1.5 Pro", "#009e73", "{model: Gemma-7B}", "{model: Gemini-1.5-Pro}");

  /** Two sizes of one family. */
  static final Series LLAMA2 =
      pair("Llama2 7B + 70B", "#d55e00", "{model: Llama2-7B}", "{model: Llama2-70B}");

  /** A cloud model that is the faster one. */
  static final Series FLASH =
      pair(
          "Llama3 8B + Gemini 1.5 Flash",
          "#aa3377",
          "{model: Llama3-8B}",
          "{model: Gemini-1.5-Flash}");

  /** The pairs whose delays the study compares. */
  static final List<Series> STUDY = List.of(GEMMA, LLAMA2, LLAMA3);

  private Pairs() {}

  private static Series pair(String name, String colour, String edge, String cloud) {
    return Series.of(name, colour, "solid", "models.edge=" + edge, "models.cloud=" + cloud);
  }
}
