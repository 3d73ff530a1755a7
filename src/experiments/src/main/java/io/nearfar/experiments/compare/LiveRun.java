package io.nearfar.experiments.compare;

import io.nearfar.experiments.Failure;
import io.nearfar.experiments.ScenarioDifference;
import io.nearfar.experiments.result.RunDirectory;
import io.nearfar.experiments.result.RunFacts;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.policy.Origin;
import io.nearfar.model.scenario.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A run of a live edge, as it is compared: once, task by task.
 *
 * @param path its directory
 * @param decisionModel what decided
 * @param scenario what was played
 * @param tasks in order of arrival
 */
record LiveRun(Path path, String decisionModel, Scenario scenario, List<TaskRecord> tasks) {

  /** Whether a directory holds one. */
  static boolean isIn(Path path) {
    RunDirectory directory = RunDirectory.open(path);
    return !directory.replicated() && directory.facts().clock() == RunFacts.Clock.REAL;
  }

  /**
   * Reads a run.
   *
   * @throws io.nearfar.experiments.result.ResultException when it is none
   */
  static LiveRun read(Path path) {
    RunDirectory directory = RunDirectory.open(path);
    return new LiveRun(
        path,
        directory.facts().decisionModel(),
        directory.parsedScenario(),
        directory.tasks().stream()
            .sorted(Comparator.comparing(TaskRecord::arrival).thenComparing(TaskRecord::id))
            .toList());
  }

  /**
   * Makes sure that another run was sent the same tasks.
   *
   * @throws Failure when it was not, naming the key
   */
  void requireSameTasks(LiveRun other) {
    new ServedTasks(path, scenario)
        .requireSame(new ServedTasks(other.path, other.scenario), List.of("seed"));
  }

  /** The share of all tasks that the analytic model decided in the decision model's place. */
  double fallbackShare() {
    long fallbacks =
        tasks.stream().filter(task -> task.choice().origin() == Origin.FALLBACK).count();
    return tasks.isEmpty() ? 0 : (double) fallbacks / tasks.size();
  }

  /** In what another run departs from this one, as a phrase. */
  String differences(LiveRun other) {
    List<String> phrases = new ArrayList<>();
    ScenarioDifference.between(
            ScenarioDifference.tree(scenario), ScenarioDifference.tree(other.scenario))
        .forEach(difference -> phrases.add(difference.phrase()));
    if (!decisionModel.equals(other.decisionModel)) {
      phrases.add("decided by " + other.decisionModel + " instead of " + decisionModel);
    }
    return phrases.isEmpty() ? " is the same scenario" : ": " + String.join(", ", phrases);
  }
}
