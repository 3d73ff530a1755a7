package io.nearfar.model.scenario;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.nearfar.model.Check;

/** How linucb learns. */
public record LinUcbSpec(
    @JsonPropertyDescription(
            "alpha in seconds of reward, > 0: how many standard deviations the upper confidence bound"
                + " lies above the estimate, for a reward with a deviation of 1 s; default: 10")
        Double alphaSeconds,
    @JsonPropertyDescription(
            "lambda of the ridge regression, > 0: the weight of the prior \"every reward is 0\" in"
                + " observations; default: 1")
        Double ridge) {

  public LinUcbSpec {
    alphaSeconds = alphaSeconds == null ? 10.0 : Check.positive("alphaSeconds", alphaSeconds);
    ridge = ridge == null ? 1.0 : Check.positive("ridge", ridge);
  }
}
