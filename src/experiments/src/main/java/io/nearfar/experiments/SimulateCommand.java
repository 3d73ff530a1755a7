package io.nearfar.experiments;

import io.nearfar.experiments.decider.Decider;
import io.nearfar.experiments.decider.DeciderOptions;
import io.nearfar.experiments.replication.SeedOptions;
import io.nearfar.experiments.replication.SeedRuns;
import io.nearfar.experiments.report.Report;
import io.nearfar.experiments.result.Replication;
import io.nearfar.experiments.result.RunDirectory;
import io.nearfar.experiments.result.RunFacts;
import io.nearfar.experiments.simulate.Simulation;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.scenario.DeployedPolicy;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
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
      description =
          "Where results go; default: nearfar-runs/RUN, or the scenario's name and the time")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--run",
      paramLabel = "NAME",
      description = "Label of the run, under which it is published; default: the scenario's name")
  private Optional<String> run = Optional.empty();

  @Mixin private PublishOptions publishing = new PublishOptions();

  @Mixin private SeedOptions seeds = new SeedOptions();

  @Mixin private DeciderOptions deciders = new DeciderOptions();

  @Override
  public Integer call() throws InterruptedException {
    Scenario asked = scenario.read();
    Optional<Replication> replication = seeds.replication(asked.seed());
    int threads = seeds.threads();
    String label = run.map(RunName::checked).orElse(asked.name());
    publishing.check(label);
    Instant started = Instant.now();
    String name = run.orElseGet(() -> RunName.of(asked, started));
    Path path = out.orElseGet(() -> RunName.directory(name + suffix(replication)));
    try (Decider decider = deciders.open(asked)) {
      RunDirectory results = RunDirectory.create(path);
      if (replication.isPresent()) {
        SeedRuns.run(label, asked, replication.get(), decider, threads, results);
      } else {
        runOne(label, asked, decider, started, results);
      }
    }
    Report.write(path, System.out);
    publishing.publish(path, System.out);
    return 0;
  }

  private static String suffix(Optional<Replication> replication) {
    return replication
        .filter(part -> !part.complete())
        .map(part -> "-shard-" + part.shard().index() + "-of-" + part.shard().count())
        .orElse("");
  }

  private static void runOne(
      String label, Scenario scenario, Decider decider, Instant started, RunDirectory results) {
    long startNanos = System.nanoTime();
    List<TaskRecord> records = new ArrayList<>();
    DeployedPolicy deployed = Simulation.run(scenario, decider, records::add);
    double wallSeconds = (System.nanoTime() - startNanos) / 1e9;
    decider.requireAnswers();
    results.writeScenario(ScenarioReader.write(scenario));
    results.writeTasks(records);
    results.writeFacts(
        new RunFacts(
            label,
            RunFacts.Clock.VIRTUAL,
            started,
            wallSeconds,
            scenario.policy().name().inContext() ? decider.name() : "none",
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            deployed.learner().map(learner -> learner.costs().soFar())));
  }
}
