package io.nearfar.edge.telemetry;

import io.nearfar.model.outcome.Ending;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.policy.Feedback;
import io.nearfar.model.policy.Origin;

/**
 * A task that has ended.
 *
 * @param taskRecord its row
 * @param feedback what a policy would learn of it
 * @param overheadSeconds the gateway's own share of the time to the first token
 * @param asExpected whether the answer has the length class that the decision was taken for: the
 *     reward of another length says nothing about the condition
 */
public record FinishedTask(
    TaskRecord taskRecord, Feedback feedback, double overheadSeconds, boolean asExpected) {

  /**
   * Whether the policy learns from it: only from a whole answer to a decision of its own that was
   * carried out. A pinned or a rerouted task says nothing about it.
   */
  public boolean teaches() {
    return taskRecord.ending() == Ending.COMPLETED
        && asExpected
        && taskRecord.choice().origin() != Origin.PINNED
        && taskRecord.hopFailure().isEmpty();
  }
}
