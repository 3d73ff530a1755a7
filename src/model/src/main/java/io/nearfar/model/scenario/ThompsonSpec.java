package io.nearfar.model.scenario;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.nearfar.model.Check;
import io.nearfar.model.policy.ThompsonPolicy.Belief;

/**
 * What thompson believes at first. The default prior is the reward of a task that takes exactly its
 * target delay, give or take the default target; the default noise is the spread of offloaded
 * answers inside the widest of the study's size classes, 600/32/sqrt(12) = 5.4 s.
 */
public record ThompsonSpec(
    @JsonPropertyDescription("Mean of the prior in seconds of reward; default: 0")
        Double priorMeanSeconds,
    @JsonPropertyDescription(
            "Standard deviation of the prior in seconds of reward, > 0; default: 40")
        Double priorDeviationSeconds,
    @JsonPropertyDescription(
            "Standard deviation of the reward of one decision in one condition, in seconds, > 0;"
                + " default: 5")
        Double noiseSeconds) {

  public ThompsonSpec {
    priorMeanSeconds =
        priorMeanSeconds == null ? 0.0 : Check.finite("priorMeanSeconds", priorMeanSeconds);
    priorDeviationSeconds =
        priorDeviationSeconds == null
            ? 40.0
            : Check.positive("priorDeviationSeconds", priorDeviationSeconds);
    noiseSeconds = noiseSeconds == null ? 5.0 : Check.positive("noiseSeconds", noiseSeconds);
  }

  /** The prior. */
  Belief prior() {
    return new Belief(priorMeanSeconds, priorDeviationSeconds * priorDeviationSeconds);
  }
}
