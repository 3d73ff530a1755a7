package io.nearfar.model.delay;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.nearfar.model.Check;
import io.nearfar.model.inference.ModelPair;
import io.nearfar.model.task.ServiceType;

/**
 * Constraint (4e): the model that generates is good enough for the task.
 *
 * @param regular what regular tasks require
 * @param qualityPreferred what quality-preferred tasks require
 */
public record QualityConstraint(
    @JsonPropertyDescription("What regular tasks require; default: Arena Elo 1000")
        QualityThreshold regular,
    @JsonPropertyDescription(
            "What quality-preferred tasks require; default: MMLU half-way between the two models")
        QualityThreshold qualityPreferred) {

  /** Arena Elo that every model of the catalogue meets. */
  private static final double REGULAR_ELO = 1000;

  public QualityConstraint {
    Check.present("quality.regular", regular);
    Check.present("quality.qualityPreferred", qualityPreferred);
  }

  /** Whether a threshold lies between the two models of a pair. */
  public static boolean derivable(ModelPair pair) {
    return pair.cloud().quality().mmlu() > pair.edge().quality().mmlu();
  }

  /**
   * The default of a pair: regular tasks need Arena Elo 1000; quality-preferred tasks need MMLU
   * half-way between the two models. One global MMLU threshold is impossible: the cloud model of
   * one pair is below the edge model of another.
   *
   * @throws IllegalArgumentException when the cloud model's MMLU is not above the edge model's
   */
  public static QualityConstraint between(ModelPair pair) {
    double edge = pair.edge().quality().mmlu();
    double cloud = pair.cloud().quality().mmlu();
    if (!derivable(pair)) {
      throw new IllegalArgumentException(
          "the cloud model "
              + pair.cloud().name()
              + " has MMLU "
              + cloud
              + ", not above the edge model "
              + pair.edge().name()
              + " with "
              + edge
              + "; no threshold lies between them\nState quality in the scenario.");
    }
    return new QualityConstraint(
        new QualityThreshold(QualityScale.ARENA_ELO, REGULAR_ELO),
        new QualityThreshold(QualityScale.MMLU, (edge + cloud) / 2));
  }

  /** What tasks of a service type require. */
  public QualityThreshold of(ServiceType type) {
    return type == ServiceType.REGULAR ? regular : qualityPreferred;
  }
}
