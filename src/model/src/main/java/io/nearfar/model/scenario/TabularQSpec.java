package io.nearfar.model.scenario;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.nearfar.model.Check;
import java.util.OptionalDouble;

/** How tabular-q learns. */
public record TabularQSpec(
    @JsonPropertyDescription(
            "Constant learning rate eta, in (0, 1]; default: none, Q is the sample mean of the"
                + " rewards")
        Double learningRate) {

  public TabularQSpec {
    if (learningRate != null) {
      Check.share("learningRate", learningRate);
    }
  }

  /** The constant learning rate, if there is one. */
  OptionalDouble constantRate() {
    return learningRate == null ? OptionalDouble.empty() : OptionalDouble.of(learningRate);
  }
}
