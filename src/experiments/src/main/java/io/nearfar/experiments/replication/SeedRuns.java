package io.nearfar.experiments.replication;

import io.nearfar.experiments.decider.Decider;
import io.nearfar.experiments.result.Replication;
import io.nearfar.experiments.result.RunDirectory;
import io.nearfar.experiments.result.RunFacts;
import io.nearfar.experiments.result.SeedRow;
import io.nearfar.experiments.result.Seeds;
import io.nearfar.experiments.simulate.ParallelRuns;
import io.nearfar.model.policy.icl.DecisionCost;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A scenario simulated over seeds, into a directory. */
public final class SeedRuns {

  private SeedRuns() {}

  /** Runs the seeds of a part of a run that is named after its scenario. */
  public static void run(
      Scenario scenario, Replication part, Decider decider, int threads, RunDirectory results)
      throws InterruptedException {
    run(scenario.name(), scenario, part, decider, threads, results);
  }

  /**
   * Runs the seeds of a part, and writes what it is a part of.
   *
   * @param run the run's label
   * @param scenario its seed is the first one of the whole
   * @param threads how many seeds are run at a time
   */
  public static void run(
      String run,
      Scenario scenario,
      Replication part,
      Decider decider,
      int threads,
      RunDirectory results)
      throws InterruptedException {
    Instant started = Instant.now();
    long startNanos = System.nanoTime();
    Seeds seeds = part.seeds();
    List<SeedTally.Result> tallies =
        new ParallelRuns(threads, decider)
            .run(
                ParallelRuns.seeds(scenario.withSeed(seeds.first()), seeds.count()),
                SeedTally::new);
    decider.requireAnswers();
    List<SeedRow> rows = new ArrayList<>();
    for (int i = 0; i < seeds.count(); i++) {
      rows.addAll(tallies.get(i).rows().apply(seeds.list().get(i)));
    }
    results.writeScenario(ScenarioReader.write(scenario));
    results.writeSeeds(rows);
    results.writeFacts(
        new RunFacts(
            run,
            RunFacts.Clock.VIRTUAL,
            started,
            (System.nanoTime() - startNanos) / 1e9,
            scenario.policy().name().inContext() ? decider.name() : "none",
            Optional.empty(),
            Map.of(),
            Optional.of(part),
            tallies.stream().flatMap(tally -> tally.cost().stream()).reduce(DecisionCost::plus)));
  }
}
