package io.nearfar.model.inference;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.nearfar.model.Check;

/** A point of a concurrency curve: how much slower a model is with so many requests at once. */
public record Load(
    @JsonPropertyDescription("Requests that run at the same time, >= 1") int running,
    @JsonPropertyDescription("TTFT in units of the model's own, > 0") double ttftFactor,
    @JsonPropertyDescription("TPOT in units of the model's own, > 0") double tpotFactor) {

  public Load {
    Check.atLeast("running", running, 1);
    Check.positive("ttftFactor", ttftFactor);
    Check.positive("tpotFactor", tpotFactor);
  }
}
