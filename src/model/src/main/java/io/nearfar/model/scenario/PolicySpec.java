package io.nearfar.model.scenario;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.nearfar.model.Check;
import io.nearfar.model.policy.PolicyKind;

/** Who decides. */
public record PolicySpec(
    @JsonPropertyDescription("icl, latest, greedy, oracle, local, cloud or random; default: icl")
        PolicyKind name,
    @JsonPropertyDescription("Exploration of icl and latest") Exploration exploration,
    @JsonPropertyDescription("Experiences that latest keeps, >= 1; default: 6") Integer window,
    @JsonPropertyDescription(
            "Whether experiences that violate the quality constraint are kept; default: false")
        Boolean keepBad) {

  public PolicySpec {
    name = name == null ? PolicyKind.ICL : name;
    exploration = exploration == null ? new Exploration(null, null, null) : exploration;
    window = window == null ? 6 : Check.atLeast("policy.window", window, 1);
    keepBad = keepBad != null && keepBad;
  }
}
