package io.nearfar.experiments.figure;

import io.nearfar.experiments.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nearfar figures}. */
@Command(
    name = "figures",
    description = {
      "Reproduce the figures of the study, and more, from the shipped scenario.",
      "Writes a CSV and an SVG for each panel, claims.csv and figures.html."
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
        Panels.of(Study.FULL).stream()
            .filter(p -> letters.isEmpty() || letters.contains(String.valueOf(p.letter())))
            .toList();
    Path page = Figures.write(panels, new Runs(seeds, threads), out, spec.commandLine().getOut());
    spec.commandLine().getOut().println("Figures: " + page.toAbsolutePath());
    return 0;
  }
}
