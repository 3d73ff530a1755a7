package io.nearfar.model.scenario;

import io.nearfar.model.policy.OffloadingPolicy;

/**
 * Makes the greedy half of a policy that needs a training library, which the model does without:
 * whoever has one says how.
 */
@FunctionalInterface
public interface TrainedPolicyFactory {

  /** An untrained policy of a scenario; it is closed with the {@link DeployedPolicy} around it. */
  OffloadingPolicy untrained(Scenario scenario);
}
