package io.nearfar.model.delay;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.nearfar.model.inference.Quality;

/** What a quality threshold is measured in. */
public enum QualityScale {
  /** LMSYS Arena Elo rating. */
  @JsonProperty("arena-elo")
  ARENA_ELO,
  /** MMLU accuracy in [0, 1]. */
  @JsonProperty("mmlu")
  MMLU;

  /** A model's quality on this scale. */
  public double of(Quality quality) {
    return switch (this) {
      case ARENA_ELO -> quality.arenaElo();
      case MMLU -> quality.mmlu();
    };
  }
}
