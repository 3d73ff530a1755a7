package io.nearfar.model.delay;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.nearfar.model.Check;
import io.nearfar.model.inference.Quality;

/**
 * The required quality tau of a class of tasks: constraint (4e).
 *
 * @param scale what the threshold is measured in; each class of tasks has its own
 * @param threshold least quality that is good enough: an Elo rating >= 0, or an accuracy in [0, 1]
 */
public record QualityThreshold(
    @JsonPropertyDescription("What the threshold is measured in") QualityScale scale,
    @JsonPropertyDescription("Least quality that is good enough: Elo >= 0, or accuracy in [0, 1]")
        double threshold) {

  public QualityThreshold {
    Check.present("scale", scale);
    switch (scale) {
      case ARENA_ELO -> Check.nonNegative("threshold", threshold);
      case MMLU -> Check.within("threshold on the scale mmlu", threshold, 0, 1);
    }
  }

  /** Whether a model is good enough. */
  public boolean metBy(Quality quality) {
    return scale.of(quality) >= threshold;
  }
}
