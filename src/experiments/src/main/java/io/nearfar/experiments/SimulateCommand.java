package io.nearfar.experiments;

import io.nearfar.experiments.replication.SeedOptions;
import io.nearfar.experiments.replication.SeedRuns;
import io.nearfar.experiments.report.Report;
import io.nearfar.experiments.result.Replication;
import io.nearfar.experiments.result.RunDirectory;
import io.nearfar.experiments.result.RunFacts;
import io.nearfar.experiments.simulate.ParallelRuns;
import io.nearfar.experiments.simulate.Simulation;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.policy.icl.ExampleVoteReader;
import io.nearfar.model.policy.icl.LanguageModel;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nearfar simulate}. */
@Command(
    name = "simulate",
    description = {
      "Run a scenario on a virtual clock, with the policy code of the live agent.",
      "The same scenario and seed give the same tasks.csv, to the bit; with --seeds, the same"
          + " seeds.csv, whatever the number of threads."
    })
final class SimulateCommand implements Callable<Integer> {

  @Mixin private ScenarioOptions scenario = new ScenarioOptions("study");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where results go; default: nearfar-runs/NAME-TIME")
  private Optional<Path> out = Optional.empty();

  @Mixin private SeedOptions seeds = new SeedOptions();

  @Override
  public Integer call() throws InterruptedException {
    Scenario asked = scenario.read();
    Optional<Replication> replication = seeds.replication(asked.seed());
    int threads = seeds.threads();
    Instant started = Instant.now();
    Path path = out.orElseGet(() -> directory(asked, started, replication));
    RunDirectory results = RunDirectory.create(path);
    LanguageModel decisionModel = new ExampleVoteReader();
    if (replication.isPresent()) {
      SeedRuns.run(asked, replication.get(), new ParallelRuns(threads, decisionModel), results);
    } else {
      runOne(asked, decisionModel, started, results);
    }
    Report.write(path, System.out);
    return 0;
  }

  private static Path directory(
      Scenario scenario, Instant started, Optional<Replication> replication) {
    String shard =
        replication
            .filter(part -> !part.complete())
            .map(part -> "-shard-" + part.shard().index() + "-of-" + part.shard().count())
            .orElse("");
    return RunName.directory(RunName.of(scenario, started) + shard);
  }

  private static void runOne(
      Scenario scenario, LanguageModel decisionModel, Instant started, RunDirectory results) {
    long startNanos = System.nanoTime();
    List<TaskRecord> records = Simulation.run(scenario, decisionModel);
    double wallSeconds = (System.nanoTime() - startNanos) / 1e9;
    results.writeScenario(ScenarioReader.write(scenario));
    results.writeTasks(records);
    results.writeFacts(
        new RunFacts(
            scenario.name(),
            RunFacts.Clock.VIRTUAL,
            started,
            wallSeconds,
            scenario.policy().name().inContext() ? decisionModel.name() : "none",
            Optional.empty(),
            Map.of(),
            Optional.empty()));
  }
}
