package io.nearfar.experiments.compare;

import io.nearfar.experiments.Failure;
import io.nearfar.model.outcome.TaskRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tasks that two runs have both recorded.
 *
 * @param list in order of arrival in the first run
 * @param unpaired tasks that only one of the runs has
 */
record TaskPairs(List<Pair> list, int unpaired) {

  /** One task in two runs. */
  record Pair(TaskRecord first, TaskRecord other) {}

  /**
   * Pairs the tasks of two runs by their ids.
   *
   * @throws Failure when an id stands for different tasks
   */
  static TaskPairs of(LiveRun first, LiveRun other) {
    Map<String, TaskRecord> others = byId(other);
    Map<String, TaskRecord> firsts = byId(first);
    List<Pair> pairs = new ArrayList<>();
    for (TaskRecord task : first.tasks()) {
      TaskRecord partner = others.get(task.id());
      if (partner != null) {
        requireSame(first.path(), task, other.path(), partner);
        pairs.add(new Pair(task, partner));
      }
    }
    return new TaskPairs(pairs, firsts.size() + others.size() - 2 * pairs.size());
  }

  private static Map<String, TaskRecord> byId(LiveRun run) {
    Map<String, TaskRecord> tasks = new HashMap<>();
    for (TaskRecord task : run.tasks()) {
      if (tasks.put(task.id(), task) != null) {
        throw new Failure(run.path() + " has two tasks " + task.id() + "; ids must be unique");
      }
    }
    return tasks;
  }

  private static void requireSame(Path first, TaskRecord one, Path other, TaskRecord partner) {
    boolean same =
        one.task().user().equals(partner.task().user())
            && one.task().serviceType() == partner.task().serviceType()
            && one.task().promptTokens() == partner.task().promptTokens()
            && one.expectedOutputTokens() == partner.expectedOutputTokens();
    if (!same) {
      throw new Failure(
          "task "
              + one.id()
              + " of "
              + other
              + " is another one than task "
              + one.id()
              + " of "
              + first);
    }
  }
}
