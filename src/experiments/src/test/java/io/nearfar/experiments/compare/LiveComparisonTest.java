package io.nearfar.experiments.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.nearfar.experiments.Failure;
import io.nearfar.experiments.Scenarios;
import io.nearfar.experiments.result.RunDirectory;
import io.nearfar.experiments.result.RunFacts;
import io.nearfar.experiments.simulate.Simulation;
import io.nearfar.model.outcome.Ending;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.policy.Choice;
import io.nearfar.model.policy.ModelFailure;
import io.nearfar.model.policy.icl.ExampleVoteReader;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A simulation's records stand in for those of a live edge: both have the same shape. */
class LiveComparisonTest {

  private static final Scenario LOCAL =
      Scenarios.of(
          "delivery: streamed",
          "policy: {name: local}",
          "arrivals: {process: poisson, ratePerSecond: 2, durationSeconds: 300}");

  @TempDir private Path directory;

  private static Scenario with(String key, Object value) {
    return ScenarioReader.varied(LOCAL, Map.of(key, value));
  }

  private static List<TaskRecord> tasks(Scenario scenario) {
    return Simulation.run(scenario, new ExampleVoteReader());
  }

  private Path run(String name, Scenario scenario, List<TaskRecord> tasks) {
    Path path = directory.resolve(name);
    RunDirectory results = RunDirectory.create(path);
    results.writeScenario(ScenarioReader.write(scenario));
    results.writeTasks(tasks);
    results.writeFacts(
        new RunFacts(
            name,
            RunFacts.Clock.REAL,
            Instant.EPOCH,
            1,
            "none",
            Optional.of("http://edge"),
            Map.of(),
            Optional.empty(),
            Optional.empty()));
    return path;
  }

  private Path run(String name, Scenario scenario) {
    return run(name, scenario, tasks(scenario));
  }

  private static LiveComparison compare(Path... runs) {
    return LiveComparison.of(Stream.of(runs).map(LiveRun::read).toList());
  }

  private static List<String> verdicts(LiveComparison comparison) {
    return comparison.rows().stream().map(row -> row.measure() + " " + row.verdict()).toList();
  }

  @Test
  void saysWhereTheAnalyticModelDecided() {
    Scenario icl = with("policy.name", "greedy");
    List<TaskRecord> decided = tasks(icl);
    // The third and every tenth task after it.
    List<TaskRecord> partly = new ArrayList<>(decided);
    for (int i = 2; i < partly.size(); i += 10) {
      partly.set(i, leftToTheAnalyticModel(partly.get(i)));
    }

    LiveComparison comparison = compare(run("whole", icl, decided), run("partly", icl, partly));

    assertThat(comparison.lines())
        .filteredOn(line -> line.contains("analytic model"))
        .singleElement(STRING)
        .matches("In partly the analytic model took (9\\.9|10)\\S* % of the decisions .*");
  }

  private static TaskRecord leftToTheAnalyticModel(TaskRecord task) {
    return with(
        task,
        Choice.fallback(task.choice().decision(), ModelFailure.DEADLINE),
        task.hopFailure(),
        task.ending());
  }

  private static TaskRecord failed(TaskRecord task) {
    return with(task, task.choice(), Optional.empty(), Ending.FAILED);
  }

  private static TaskRecord with(
      TaskRecord task, Choice choice, Optional<String> hopFailure, Ending ending) {
    return new TaskRecord(
        task.run(),
        task.id(),
        task.arrival(),
        task.task(),
        task.expectedOutputTokens(),
        task.condition(),
        task.policy(),
        choice,
        task.tier(),
        task.model(),
        hopFailure,
        ending,
        task.decisionSeconds(),
        task.measured(),
        task.analytic(),
        task.verdict());
  }

  @Test
  void setsTheSameTasksOfTwoRunsSideBySide() {
    List<TaskRecord> local = tasks(LOCAL);
    Scenario far = with("policy.name", "cloud");
    List<TaskRecord> cloud = tasks(far);

    LiveComparison comparison = compare(run("near", LOCAL, local), run("far", far, cloud));

    assertThat(verdicts(comparison))
        .containsExactly(
            "ttft_seconds worse",
            "tpot_seconds worse",
            "delay_seconds worse",
            "reward better",
            "success better",
            "answered_share same",
            "offload_share more");
    LiveRow delay = comparison.rows().get(2);
    assertThat(delay.pairs()).isEqualTo(local.size()).isGreaterThan(400);
    assertThat(delay.batches()).isEqualTo(local.size() / 50).isBetween(8, 20);
    assertThat(delay.firstMean())
        .isEqualTo(
            local.stream().mapToDouble(t -> t.measured().delaySeconds()).average().orElseThrow(),
            within(1e-9));
    assertThat(delay.low().orElseThrow()).isLessThan(delay.difference());
    assertThat(delay.high().orElseThrow()).isGreaterThan(delay.difference());
    assertThat(String.join("\n", comparison.lines()))
        .contains(
            "Live runs, task by task, against near:",
            "far: policy.name \"cloud\" instead of \"local\"; " + local.size() + " tasks in both",
            "not independent replications",
            "over " + delay.batches() + " batches of successive tasks (Student's t)")
        .doesNotContain("Holm", "without a whole answer");
  }

  /** It fails what it offloads, now and then, and would be no worse for what it answers. */
  @Test
  void whatIsNotAnsweredIsNoSuccess() {
    Scenario far = with("policy.name", "cloud");
    List<TaskRecord> tasks = tasks(far);
    List<TaskRecord> failing = new ArrayList<>(tasks);
    for (int i = 0; i < failing.size(); i += 4) {
      failing.set(i, failed(failing.get(i)));
    }

    LiveComparison comparison = compare(run("whole", far, tasks), run("failing", far, failing));

    assertThat(verdicts(comparison))
        .contains(
            "delay_seconds same",
            "reward same",
            "success worse",
            "answered_share worse",
            "offload_share same");
    LiveRow success = row(comparison, LiveMetric.SUCCESS);
    assertThat(success.pairs()).isEqualTo(tasks.size());
    assertThat(success.firstMean()).isEqualTo(1);
    assertThat(success.otherMean()).isCloseTo(0.75, within(0.002));
    assertThat(row(comparison, LiveMetric.ANSWERED).difference()).isEqualTo(success.difference());
    assertThat(row(comparison, LiveMetric.DELAY).pairs()).isEqualTo(tasks.size() * 3 / 4);
    assertThat(String.join("\n", comparison.lines()))
        .contains("Tasks without a whole answer (" + (tasks.size() + 3) / 4 + " of failing)");
  }

  private static LiveRow row(LiveComparison comparison, LiveMetric metric) {
    return comparison.rows().stream()
        .filter(row -> row.metric() == metric)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aRunIsTheSameAsItself() {
    Path run = run("one", LOCAL);

    assertThat(verdicts(compare(run, run))).allMatch(verdict -> verdict.endsWith(" same"));
  }

  @Test
  void pairsByTheTasksIdsHoweverTheyArrived() {
    List<TaskRecord> tasks = tasks(LOCAL);
    List<TaskRecord> fewer = new ArrayList<>(tasks.subList(5, tasks.size()));
    Collections.reverse(fewer);

    LiveComparison comparison = compare(run("all", LOCAL, tasks), run("fewer", LOCAL, fewer));

    assertThat(verdicts(comparison)).allMatch(verdict -> verdict.endsWith(" same"));
    assertThat(comparison.lines().get(1))
        .isEqualTo(
            "  fewer is the same scenario; "
                + (tasks.size() - 5)
                + " tasks in both, 5 in one of"
                + " them only");
  }

  @Test
  void fewTasksHaveNoInterval() {
    List<TaskRecord> few = tasks(LOCAL).subList(0, 99);

    LiveComparison comparison = compare(run("a", LOCAL, few), run("b", LOCAL, few));

    assertThat(verdicts(comparison)).allMatch(verdict -> verdict.endsWith(" too few"));
    assertThat(comparison.rows().get(0).low()).isEmpty();
    assertThat(String.join("\n", comparison.lines()))
        .contains("Fewer than 100 tasks are too short a run for an interval")
        .doesNotContain("batches");
  }

  @Test
  void adjustsForTheNumberOfRuns() {
    Path near = run("near", LOCAL);
    Path far = run("far", with("policy.name", "cloud"));
    Path coin = run("coin", with("policy.name", "random"));

    LiveComparison comparison = compare(near, far, coin);

    assertThat(comparison.rows()).hasSize(14);
    assertThat(String.join("\n", comparison.lines()))
        .contains("adjusted for 2 comparisons of each metric (Holm)");
  }

  @Test
  void refusesRunsOfOtherTasks() {
    Path one = run("one", LOCAL);

    assertThatThrownBy(() -> compare(one, run("seed", with("seed", 8))))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("seed served other tasks than " + one + ": its seed is 8, not 1");
    assertThatThrownBy(() -> compare(one, run("mislabelled", LOCAL, tasks(with("seed", 8)))))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("is another one than task");
  }

  @Test
  void tellsALiveRunFromASimulation() {
    assertThat(LiveRun.isIn(run("live", LOCAL))).isTrue();
  }
}
