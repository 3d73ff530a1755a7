package io.nearfar.edge.experience;

import io.nearfar.model.outcome.TaskRecord;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Task records that wait in memory, in the order they came; any thread may add one. */
final class WaitingRecords {

  private final Queue<TaskRecord> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger held = new AtomicInteger();
  private final int most;

  /** None yet, and never more than this. */
  WaitingRecords(int most) {
    this.most = most;
  }

  /**
   * Takes a record; does not block.
   *
   * @return whether there was room for it
   */
  boolean add(TaskRecord task) {
    if (held.incrementAndGet() > most) {
      held.decrementAndGet();
      return false;
    }
    return queue.add(task);
  }

  /** The oldest, at most so many; they stay here. */
  List<TaskRecord> oldest(int limit) {
    return queue.stream().limit(limit).toList();
  }

  /** Lets go of records that are kept elsewhere now. */
  void release(List<TaskRecord> tasks) {
    for (TaskRecord task : tasks) {
      if (queue.remove(task)) {
        held.decrementAndGet();
      }
    }
  }

  /** How many wait. */
  int count() {
    return held.get();
  }
}
