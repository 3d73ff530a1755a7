package io.nearfar.experiments.figure;

import io.nearfar.experiments.decider.Decider;
import java.util.function.Supplier;

/**
 * The decision model of a trial.
 *
 * @param label what its series are called
 * @param mostSeeds over how many seeds it can be asked at most, >= 2
 * @param open gets at it; whoever does closes it
 */
record DecisionModel(String label, int mostSeeds, Supplier<Decider> open) {

  /** The embedded reader, which is no language model. */
  static final DecisionModel READER =
      new DecisionModel("example-vote reader", Integer.MAX_VALUE, Decider::reader);

  /** What ships on a cassette, as far as it was recorded. */
  static final DecisionModel SHIPPED =
      new DecisionModel("SmolLM2 135M", 10, () -> Decider.shipped("smollm2-135m"));

  /** Another model, as the options of the command line name it. */
  static DecisionModel named(String label, Supplier<Decider> open) {
    return new DecisionModel(label, Integer.MAX_VALUE, open);
  }
}
