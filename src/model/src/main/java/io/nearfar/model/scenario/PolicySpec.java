package io.nearfar.model.scenario;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.nearfar.model.Check;
import io.nearfar.model.Source;
import io.nearfar.model.policy.PolicyKind;
import io.nearfar.model.policy.icl.Calibration;

/** Who decides. A key that the named policy does not read changes nothing. */
public record PolicySpec(
    @JsonPropertyDescription(
            "icl, latest, greedy, dqn, tabular-q, linucb, thompson, threshold, oracle, local, cloud"
                + " or random; default: icl. dqn runs in simulations only")
        @Source(Source.STUDY)
        PolicyKind name,
    @JsonPropertyDescription("Exploration of icl, latest, dqn and tabular-q")
        Exploration exploration,
    @JsonPropertyDescription("Experiences that latest keeps, >= 1; default: 6")
        @Source(Source.STUDY)
        Integer window,
    @JsonPropertyDescription(
            "Whether experiences that violate the quality constraint are kept; default: false")
        @Source(Source.STUDY)
        Boolean keepBad,
    @JsonPropertyDescription("How dqn learns") DqnSpec dqn,
    @JsonPropertyDescription("How prompts are worded and laid out") PromptSpec prompt,
    @JsonPropertyDescription(
            "none, or contextual: the log-odds of a content-free condition are subtracted, which"
                + " needs a decision model with log-probabilities; default: none")
        Calibration calibration,
    @JsonPropertyDescription("How tabular-q learns") TabularQSpec tabularQ,
    @JsonPropertyDescription("How linucb learns") LinUcbSpec linucb,
    @JsonPropertyDescription("What thompson believes at first") ThompsonSpec thompson,
    @JsonPropertyDescription("When threshold offloads") ThresholdSpec threshold) {

  public PolicySpec {
    name = name == null ? PolicyKind.ICL : name;
    exploration = exploration == null ? new Exploration(null, null, null) : exploration;
    window = window == null ? 6 : Check.atLeast("policy.window", window, 1);
    keepBad = keepBad != null && keepBad;
    dqn = dqn == null ? new DqnSpec(null, null, null, null, null, null) : dqn;
    prompt = prompt == null ? new PromptSpec(null, null) : prompt;
    calibration = calibration == null ? Calibration.NONE : calibration;
    tabularQ = tabularQ == null ? new TabularQSpec(null) : tabularQ;
    linucb = linucb == null ? new LinUcbSpec(null, null) : linucb;
    thompson = thompson == null ? new ThompsonSpec(null, null, null) : thompson;
    threshold = threshold == null ? new ThresholdSpec(null) : threshold;
  }

  /** A policy with every default. */
  public static PolicySpec of(PolicyKind name) {
    return new PolicySpec(name, null, null, null, null, null, null, null, null, null, null);
  }
}
