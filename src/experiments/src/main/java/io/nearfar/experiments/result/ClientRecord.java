package io.nearfar.experiments.result;

import io.nearfar.model.Check;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a user saw of one task, at the far end of the connection to the gateway.
 *
 * @param task the task's own id, the same as in its task record
 * @param user the user's number, >= 0
 * @param status HTTP status of the answer; 0 when there was none
 * @param ttftSeconds request sent to first token received; empty when nothing was streamed
 * @param delaySeconds request sent to the end of the answer, or to its failure
 * @param outputTokens tokens received, >= 0
 * @param error what went wrong; empty when the whole answer arrived
 */
public record ClientRecord(
    String task,
    int user,
    int status,
    OptionalDouble ttftSeconds,
    double delaySeconds,
    int outputTokens,
    Optional<String> error) {

  public ClientRecord {
    Check.notBlank("task", task);
    Check.atLeast("user", user, 0);
    Check.atLeast("status", status, 0);
    Check.nonNegative("delaySeconds", delaySeconds);
    Check.atLeast("outputTokens", outputTokens, 0);
  }
}
