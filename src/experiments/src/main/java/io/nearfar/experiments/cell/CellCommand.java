package io.nearfar.experiments.cell;

import io.nearfar.experiments.Failure;
import io.nearfar.experiments.ScenarioOptions;
import io.nearfar.experiments.report.Table;
import io.nearfar.experiments.result.ResultException;
import io.nearfar.model.radio.CellSpec;
import io.nearfar.model.scenario.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nearfar cell}. */
@Command(
    name = "cell",
    description = {
      "Show the radio cell of a scenario: where its users are, what reaches them, and their mean"
          + " rates under proportional fairness, round robin and max rate, side by side.",
      "A user whom a scheduler never serves has rate 0."
    })
public final class CellCommand implements Callable<Integer> {

  @Mixin private ScenarioOptions scenarios = new ScenarioOptions("study");

  @Option(
      names = "--epoch",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Which epoch: every radio.updateSeconds a new one begins; default: ${DEFAULT-VALUE}")
  private long epoch;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where users.csv and schedulers.csv go, over earlier ones; default: nowhere")
  private Optional<Path> out = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Scenario scenario = scenarios.read();
    if (!(scenario.radio() instanceof CellSpec cell)) {
      throw new Failure(
          "scenario "
              + scenario.name()
              + " has no cell: its radio rate is not cell\nSay --set radio.rate=cell.");
    }
    if (epoch < 0) {
      throw new Failure("epoch is " + epoch + "; it must be at least 0");
    }
    CellStudy study = CellStudy.of(cell, scenario.users(), scenario.random(), epoch);
    PrintWriter terminal = spec.commandLine().getOut();
    for (Table table : List.of(CellTables.users(study), CellTables.schedulers(study))) {
      terminal.println(table.title());
      table.lines().forEach(terminal::println);
      terminal.println();
    }
    out.ifPresent(directory -> write(study, directory));
    return 0;
  }

  private static void write(CellStudy study, Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new ResultException(directory + " cannot be made: " + e.getMessage(), e);
    }
    CellTables.write(study, directory);
  }
}
