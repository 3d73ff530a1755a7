package io.nearfar.edge.telemetry;

import io.nearfar.edge.experience.RecordWriter;
import io.nearfar.model.policy.icl.ExperiencePool;
import io.nearfar.model.policy.icl.InContextPolicy;
import io.nearfar.model.scenario.DeployedPolicy;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Takes finished tasks: publishes their metrics, lets the policy learn, hands their rows to the
 * database's writer.
 */
@Singleton
public class TaskLedger {

  private final DeployedPolicy deployed;
  private final TaskMetrics metrics;
  private final RecordWriter writer;

  TaskLedger(DeployedPolicy deployed, TaskMetrics metrics, RecordWriter writer) {
    this.deployed = deployed;
    this.metrics = metrics;
    this.writer = writer;
  }

  /** Takes a task; does not block. */
  public void finished(FinishedTask task) {
    metrics.publish(task);
    if (task.teaches()) {
      learn(task);
    }
    writer.add(task.taskRecord());
  }

  private void learn(FinishedTask task) {
    Optional<ExperiencePool> before = deployed.learner().map(InContextPolicy::pool);
    deployed.policy().learn(task.feedback());
    deployed
        .learner()
        .map(InContextPolicy::pool)
        .filter(after -> after.version() != before.orElseThrow().version())
        .ifPresent(writer::poolChanged);
  }
}
