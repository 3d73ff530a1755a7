package io.nearfar.experiments.replication;

import io.nearfar.experiments.result.Replication;
import io.nearfar.experiments.result.RunDirectory;
import io.nearfar.experiments.result.RunFacts;
import io.nearfar.experiments.result.SeedRow;
import io.nearfar.experiments.result.Seeds;
import io.nearfar.experiments.simulate.ParallelRuns;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A scenario simulated over seeds, into a directory. */
public final class SeedRuns {

  private SeedRuns() {}

  /**
   * Runs the seeds of a part, and writes what it is a part of.
   *
   * @param scenario its seed is the first one of the whole
   */
  public static void run(
      Scenario scenario, Replication part, ParallelRuns runs, RunDirectory results)
      throws InterruptedException {
    Instant started = Instant.now();
    long startNanos = System.nanoTime();
    Seeds seeds = part.seeds();
    List<Function<Long, List<SeedRow>>> tallies =
        runs.run(
            ParallelRuns.seeds(scenario.withSeed(seeds.first()), seeds.count()), SeedTally::new);
    List<SeedRow> rows = new ArrayList<>();
    for (int i = 0; i < seeds.count(); i++) {
      rows.addAll(tallies.get(i).apply(seeds.list().get(i)));
    }
    results.writeScenario(ScenarioReader.write(scenario));
    results.writeSeeds(rows);
    results.writeFacts(
        new RunFacts(
            scenario.name(),
            RunFacts.Clock.VIRTUAL,
            started,
            (System.nanoTime() - startNanos) / 1e9,
            scenario.policy().name().inContext() ? runs.decisionModel().name() : "none",
            Optional.empty(),
            Map.of(),
            Optional.of(part)));
  }
}
