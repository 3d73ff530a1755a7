package io.nearfar.model.scenario;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.nearfar.model.Check;

/** When threshold offloads a task that either model is good enough for. */
public record ThresholdSpec(
    @JsonPropertyDescription(
            "Least gain in seconds: how much shorter the analytic delay must be by offloading;"
                + " default: 1. With 0 the policy is the oracle")
        Double gainSeconds) {

  public ThresholdSpec {
    gainSeconds = gainSeconds == null ? 1.0 : Check.finite("gainSeconds", gainSeconds);
  }
}
