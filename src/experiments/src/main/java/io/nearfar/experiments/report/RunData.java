package io.nearfar.experiments.report;

import io.nearfar.experiments.result.ClientRecord;
import io.nearfar.experiments.result.RunDirectory;
import io.nearfar.experiments.result.RunFacts;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.scenario.Scenario;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * A run as its files tell it.
 *
 * @param facts the facts of the run
 * @param scenario what was run
 * @param tasks in order of arrival, every number finite
 * @param unusable tasks of the file with a number that is not finite; counted, in nothing else
 * @param clients what the users saw; empty for a run without clients
 */
record RunData(
    RunFacts facts,
    Scenario scenario,
    List<TaskRecord> tasks,
    int unusable,
    Optional<List<ClientRecord>> clients) {

  /** Orders the tasks, and puts aside those that cannot be counted. */
  static RunData of(
      RunFacts facts,
      Scenario scenario,
      List<TaskRecord> tasks,
      Optional<List<ClientRecord>> clients) {
    List<TaskRecord> usable =
        tasks.stream()
            .filter(RunData::finite)
            .sorted(Comparator.comparing(TaskRecord::arrival).thenComparing(TaskRecord::id))
            .toList();
    return new RunData(facts, scenario, usable, tasks.size() - usable.size(), clients);
  }

  static RunData read(RunDirectory directory) {
    return of(
        directory.facts(), directory.parsedScenario(), directory.tasks(), directory.clients());
  }

  private static boolean finite(TaskRecord task) {
    TaskRecord.Verdict verdict = task.verdict();
    return DoubleStream.concat(
            DoubleStream.of(
                task.decisionSeconds(),
                verdict.radioSeconds(),
                verdict.reward(),
                verdict.analyticReward(),
                verdict.regret()),
            Stream.of(task.measured(), task.analytic())
                .flatMapToDouble(
                    timing ->
                        Arrays.stream(Quantity.values())
                            .map(quantity -> quantity.of(timing))
                            .flatMapToDouble(OptionalDouble::stream)))
        .allMatch(Double::isFinite);
  }
}
