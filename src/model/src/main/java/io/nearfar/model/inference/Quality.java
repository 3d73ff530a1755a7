package io.nearfar.model.inference;

import io.nearfar.model.Check;

/**
 * How good a model is, on the two scales that matter here; section 5.
 *
 * @param arenaElo LMSYS Arena Elo rating, for regular tasks
 * @param mmlu MMLU accuracy in [0, 1], for quality-preferred tasks
 */
public record Quality(double arenaElo, double mmlu) {

  public Quality {
    Check.positive("arenaElo", arenaElo);
    Check.within("mmlu", mmlu, 0, 1);
  }
}
