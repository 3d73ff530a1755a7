package io.nearfar.experiments.simulate;

import io.nearfar.experiments.RunName;
import io.nearfar.experiments.ScenarioOptions;
import io.nearfar.experiments.report.Report;
import io.nearfar.experiments.result.RunDirectory;
import io.nearfar.experiments.result.RunFacts;
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
      "The same scenario and seed give the same tasks.csv, to the bit."
    })
public final class SimulateCommand implements Callable<Integer> {

  @Mixin private ScenarioOptions scenario = new ScenarioOptions("study");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where results go; default: nearfar-runs/NAME-TIME")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() {
    Scenario asked = scenario.read();
    Instant started = Instant.now();
    Path path = out.orElseGet(() -> RunName.directory(RunName.of(asked, started)));
    RunDirectory results = RunDirectory.create(path);
    LanguageModel decisionModel = new ExampleVoteReader();
    long startNanos = System.nanoTime();
    List<TaskRecord> records = Simulation.run(asked, decisionModel);
    double wallSeconds = (System.nanoTime() - startNanos) / 1e9;
    results.writeScenario(ScenarioReader.write(asked));
    results.writeTasks(records);
    results.writeFacts(
        new RunFacts(
            asked.name(),
            RunFacts.Clock.VIRTUAL,
            started,
            wallSeconds,
            asked.policy().name().inContext() ? decisionModel.name() : "none",
            Optional.empty(),
            Map.of()));
    Report.write(path, System.out);
    return 0;
  }
}
