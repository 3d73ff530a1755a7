package io.nearfar.experiments.compare;

import io.nearfar.experiments.Failure;
import io.nearfar.experiments.ScenarioDifference;
import io.nearfar.experiments.result.Replication;
import io.nearfar.experiments.result.RunDirectory;
import io.nearfar.experiments.result.SeedRow;
import io.nearfar.experiments.result.Seeds;
import io.nearfar.model.scenario.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A run that can be compared.
 *
 * @param path its directory
 * @param scenario what was run
 * @param seeds its seeds
 * @param rows its rows
 * @param decisionModel who was asked, as the run names it; {@code none} where nobody was
 */
record ComparedRun(
    Path path, Scenario scenario, Seeds seeds, List<SeedRow> rows, String decisionModel) {

  private static final String NO_MODEL = "none";

  /** What the delay of the analytic model depends on, beside the tasks. */
  private static final Set<String> ANALYTIC_TERMS =
      Set.of("models", "backhaulSeconds", "delivery", "bytesPerToken", "radio");

  /**
   * Reads a run.
   *
   * @throws Failure when it has one seed, or is a shard
   * @throws io.nearfar.experiments.result.ResultException when it is no run
   */
  static ComparedRun read(Path path) {
    RunDirectory directory = RunDirectory.open(path);
    if (!directory.replicated()) {
      throw new Failure(
          path
              + " is a run of one seed, whose difference to another cannot be told from chance"
              + "\nRun several: nearfar simulate --seeds 10");
    }
    Replication replication =
        directory
            .facts()
            .replication()
            .orElseThrow(() -> new Failure(path + ": run.json does not say which seeds it has"));
    if (!replication.complete()) {
      throw new Failure(
          path + " is shard " + replication.shard() + " of a run; merge the shards first");
    }
    if (replication.seeds().count() < 2) {
      throw new Failure(path + " has one seed; at least 2 are needed to tell chance");
    }
    return new ComparedRun(
        path,
        directory.parsedScenario(),
        replication.seeds(),
        directory.seeds(),
        directory.facts().decisionModel());
  }

  /**
   * Makes sure that another run served the same tasks.
   *
   * @throws Failure when it did not, naming the key
   */
  void requireSameTasks(ComparedRun other) {
    if (!seeds.equals(other.seeds)) {
      throw new Failure(
          other.path
              + " has "
              + other.seeds
              + ", "
              + path
              + " has "
              + seeds
              + "; they must be the same");
    }
    new ServedTasks(path, scenario)
        .requireSame(new ServedTasks(other.path, other.scenario), List.of());
  }

  /** In which keys another run's scenario departs from this one's. */
  List<ScenarioDifference> differences(ComparedRun other) {
    return ScenarioDifference.between(
        ScenarioDifference.tree(scenario), ScenarioDifference.tree(other.scenario));
  }

  /**
   * Which terms of the analytic model differ, such as {@code delivery}: on other terms other
   * decisions are the best, and regret is against those. Jitter is of no concern to it.
   */
  List<String> otherTerms(ComparedRun other) {
    return differences(other).stream()
        .map(ScenarioDifference::key)
        .filter(key -> !key.matches("models\\.(edge|cloud)\\.jitter(\\..*)?"))
        .map(key -> key.replaceFirst("\\..*", ""))
        .filter(ANALYTIC_TERMS::contains)
        .distinct()
        .toList();
  }

  /** Whether both asked a decision model, and not the same one. */
  boolean asksAnotherModel(ComparedRun other) {
    return !decisionModel.equals(other.decisionModel)
        && !decisionModel.equals(NO_MODEL)
        && !other.decisionModel.equals(NO_MODEL);
  }

  /** The share of all tasks that the analytic model decided in the decision model's place. */
  double fallbackShare() {
    List<SeedRow> all =
        rows.stream().filter(row -> row.isOf(SeedRow.BOTH_TIERS, SeedRow.ALL_TYPES)).toList();
    long tasks = all.stream().mapToLong(SeedRow::tasks).sum();
    long fallbacks = all.stream().mapToLong(SeedRow::decisionsFallback).sum();
    return tasks == 0 ? 0 : (double) fallbacks / tasks;
  }

  /** Whether every seed has tasks that the metric is about. */
  boolean has(Metric metric) {
    return rowsOf(metric).allMatch(row -> metric.measure().of(row).isPresent());
  }

  /** A metric that it has, one value a seed. */
  double[] values(Metric metric) {
    return rowsOf(metric).mapToDouble(row -> metric.measure().of(row).orElseThrow()).toArray();
  }

  private Stream<SeedRow> rowsOf(Metric metric) {
    return rows.stream().filter(row -> row.isOf(SeedRow.BOTH_TIERS, metric.serviceType()));
  }
}
