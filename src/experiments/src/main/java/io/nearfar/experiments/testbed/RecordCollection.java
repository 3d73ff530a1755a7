package io.nearfar.experiments.testbed;

import io.nearfar.model.outcome.TaskRecord;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * Fetches the edge's task records once they are all written, which is shortly after the last
 * answer.
 *
 * @param poll how often to look
 * @param settled how long the number must stand still before records of failed tasks are no longer
 *     waited for: not every failed request becomes a record
 * @param deadline how long the number may stand still before what is there is made do with: a
 *     database that was away is given its records one batch after the other
 */
record RecordCollection(EdgeApi api, Duration poll, Duration settled, Duration deadline) {

  RecordCollection(EdgeApi api) {
    this(api, Duration.ofMillis(200), Duration.ofSeconds(3), Duration.ofSeconds(30));
  }

  /**
   * The records of a run in order of arrival.
   *
   * @param sent requests sent: no more records than this are waited for
   * @param answered whole answers: each has a record, sooner or later
   */
  List<TaskRecord> collect(String run, int sent, int answered) throws InterruptedException {
    int recorded = api.recordedTasks(run);
    // Pauses alone are counted: a database that is away for a while holds up the question itself.
    Duration still = Duration.ZERO;
    while (recorded < sent && still.compareTo(recorded >= answered ? settled : deadline) < 0) {
      Thread.sleep(poll.toMillis());
      int before = recorded;
      recorded = api.recordedTasks(run);
      still = recorded == before ? still.plus(poll) : Duration.ZERO;
    }
    return api.tasks(run).stream()
        .sorted(Comparator.comparing(TaskRecord::arrival).thenComparing(TaskRecord::id))
        .toList();
  }
}
