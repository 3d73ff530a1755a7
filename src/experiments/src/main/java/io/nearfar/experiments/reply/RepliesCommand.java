package io.nearfar.experiments.reply;

import io.nearfar.experiments.RunName;
import io.nearfar.experiments.ScenarioOptions;
import io.nearfar.experiments.decider.Decider;
import io.nearfar.experiments.decider.DeciderOptions;
import io.nearfar.experiments.report.Table;
import io.nearfar.experiments.result.CsvTable;
import io.nearfar.experiments.result.ResultException;
import io.nearfar.model.scenario.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nearfar replies}. */
@Command(
    name = "replies",
    description = {
      "Ask a decision model about every condition, in two prompt layouts and two vocabularies, with"
          + " 0, 1, ... all examples, and with one part of the prompt left out.",
      "Prints tables, and writes replies.csv and replies.html. The embedded reader is asked too."
    })
public final class RepliesCommand implements Callable<Integer> {

  @Mixin private ScenarioOptions scenarios = new ScenarioOptions("study");

  @Mixin private DeciderOptions deciders = new DeciderOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where they go, over earlier ones; default: nearfar-runs/replies")
  private Optional<Path> out = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Scenario scenario = scenarios.read();
    ReplyStudy study = new ReplyStudy(scenario);
    List<ReplyTables> asked = new ArrayList<>();
    for (Decider decider : List.of(deciders.open(scenario), Decider.reader())) {
      try (decider) {
        if (asked.stream().noneMatch(tables -> tables.decider().equals(decider.name()))) {
          asked.add(new ReplyTables(decider.name(), ask(study, decider), study.conditions()));
        }
      }
    }
    Path directory = out.orElseGet(() -> RunName.directory("replies"));
    write(directory, scenario.name(), asked);
    PrintWriter terminal = spec.commandLine().getOut();
    for (ReplyTables tables : asked) {
      for (Table table : List.of(tables.forms(), tables.byExamples(), tables.byPart())) {
        terminal.println(table.title());
        table.lines().forEach(terminal::println);
        terminal.println();
      }
    }
    terminal.println("Replies: " + directory.resolve("replies.html").toAbsolutePath());
    return 0;
  }

  private static List<Answer> ask(ReplyStudy study, Decider decider) {
    try {
      return study.run(decider);
    } catch (RuntimeException e) {
      decider.requireAnswers();
      throw e;
    }
  }

  private static void write(Path directory, String scenario, List<ReplyTables> asked) {
    List<AnswerRow> rows = new ArrayList<>();
    for (ReplyTables tables : asked) {
      tables.answers().forEach(answer -> rows.add(AnswerRow.of(tables.decider(), answer)));
    }
    try {
      Files.createDirectories(directory);
      new CsvTable<>(AnswerRow.class).write(directory.resolve("replies.csv"), rows, row -> row);
      Files.writeString(directory.resolve("replies.html"), RepliesPage.of(scenario, asked));
    } catch (IOException e) {
      throw new ResultException(directory + " cannot be written: " + e.getMessage(), e);
    }
  }
}
