package io.nearfar.experiments.compare;

import io.nearfar.experiments.Failure;
import io.nearfar.experiments.result.CsvTable;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nearfar compare}. */
@Command(
    name = "compare",
    description = {
      "Set runs over the same seeds and tasks against the first of them, seed by seed, and say which"
          + " is better and what may be noise."
    })
public final class CompareCommand implements Callable<Integer> {

  private static final CsvTable<ComparisonRow> CSV = new CsvTable<>(ComparisonRow.class);

  @Parameters(
      arity = "1..*",
      paramLabel = "RUN",
      description = "Results directories of simulate --seeds, at least two")
  private List<Path> runs;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "comparison.csv",
      description = "Where the table goes; default: ${DEFAULT-VALUE}")
  private Path out;

  @Override
  public Integer call() {
    if (runs.size() < 2) {
      throw new Failure("there is nothing to compare " + runs.get(0) + " with; name another run");
    }
    RunComparison comparison = RunComparison.of(runs.stream().map(ComparedRun::read).toList());
    CSV.write(out, comparison.rows(), Function.identity());
    comparison.lines().forEach(System.out::println);
    return 0;
  }
}
