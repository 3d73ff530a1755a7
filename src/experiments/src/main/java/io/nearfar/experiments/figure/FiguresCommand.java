package io.nearfar.experiments.figure;

import io.nearfar.experiments.Failure;
import io.nearfar.experiments.decider.Decider;
import io.nearfar.experiments.decider.DeciderOptions;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nearfar figures}. */
@Command(
    name = "figures",
    description = {
      "Reproduce the figures of the study, and more, from the shipped scenario.",
      "Writes a CSV and an SVG for each panel, claims.csv and figures.html.",
      "The language model of panel j is the one whose replies ship, or another: --decider,"
          + " --cassette."
    })
public final class FiguresCommand implements Callable<Integer> {

  @Option(
      names = "--panel",
      paramLabel = "LETTER",
      split = ",",
      description = "Only these panels, a to j; default: all")
  private List<String> letters = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "30",
      description = "Seeds of every run, at least 2; default: ${DEFAULT-VALUE}")
  private int seeds;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "nearfar-runs/figures",
      description = "Where they go, over earlier ones; default: ${DEFAULT-VALUE}")
  private Path out;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Runs at a time, which changes no number; default: one a processor")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Mixin private DeciderOptions deciders = new DeciderOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    if (seeds < 2) {
      throw new Failure("--seeds is " + seeds + "; it must be at least 2, intervals need them");
    }
    if (threads < 1) {
      throw new Failure("--threads is " + threads + "; it must be at least 1");
    }
    for (String letter : letters) {
      if (letter.length() != 1 || !Panels.LETTERS.contains(letter)) {
        throw new Failure("--panel is \"" + letter + "\"; it must be a letter from a to j");
      }
    }
    List<Panel> panels =
        Panels.of(Study.FULL, languageModel()).stream()
            .filter(p -> letters.isEmpty() || letters.contains(String.valueOf(p.letter())))
            .sorted(Comparator.comparing(this::comesLater))
            .toList();
    Path page = Figures.write(panels, new Runs(seeds, threads), out, spec.commandLine().getOut());
    spec.commandLine().getOut().println("Figures: " + page.toAbsolutePath());
    return 0;
  }

  /** What a named decision model may fail at must not fail minutes later, after all the others. */
  private boolean comesLater(Panel panel) {
    return !(deciders.given() && panel.letter() == 'j');
  }

  private LanguageModelPanel languageModel() {
    if (!deciders.given()) {
      return new LanguageModelPanel(DecisionModel.SHIPPED, true);
    }
    if (!letters.isEmpty() && !letters.contains("j")) {
      throw new Failure(
          "--panel is "
              + String.join(",", letters)
              + " and a decision model is named, which panel j alone asks; add j or leave the model out");
    }
    return new LanguageModelPanel(
        isShipped()
            ? DecisionModel.SHIPPED
            : DecisionModel.named(deciders.label().orElseThrow(), deciders::open),
        deciders.scores());
  }

  /** Whether the options only spell out what is asked without any, as far as it was recorded. */
  private boolean isShipped() {
    if (!deciders.replaysShipped()) {
      return false;
    }
    try (Decider named = deciders.open();
        Decider shipped = DecisionModel.SHIPPED.open().get()) {
      return named.name().equals(shipped.name());
    }
  }
}
