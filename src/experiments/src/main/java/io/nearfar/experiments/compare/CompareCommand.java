package io.nearfar.experiments.compare;

import io.nearfar.experiments.EdgeUrl;
import io.nearfar.experiments.Failure;
import io.nearfar.experiments.publish.PublishedRun;
import io.nearfar.experiments.result.CsvTable;
import io.nearfar.experiments.result.TemporaryDirectory;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
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
          + " is better and what may be noise.",
      "Runs of a live edge are compared task by task."
    })
public final class CompareCommand implements Callable<Integer> {

  private static final CsvTable<ComparisonRow> CSV = new CsvTable<>(ComparisonRow.class);
  private static final CsvTable<LiveRow> LIVE_CSV = new CsvTable<>(LiveRow.class);

  @Parameters(
      arity = "1..*",
      paramLabel = "RUN",
      description = {
        "Results directories of simulate --seeds, or of testbed, at least two; with --edge, labels"
            + " of published runs"
      })
  private List<String> runs;

  @Option(
      names = "--edge",
      paramLabel = "URL",
      description = "Root of the edge where the runs are published")
  private Optional<String> edge = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "comparison.csv",
      description = "Where the table goes; default: ${DEFAULT-VALUE}")
  private Path out;

  @Override
  public Integer call() throws InterruptedException {
    if (runs.size() < 2) {
      throw new Failure("there is nothing to compare " + runs.get(0) + " with; name another run");
    }
    if (edge.isEmpty()) {
      compare(runs.stream().map(Path::of).toList());
      return 0;
    }
    URI url = EdgeUrl.of("--edge", edge.get());
    try (TemporaryDirectory fetched = TemporaryDirectory.create("nearfar-compare")) {
      for (String run : new LinkedHashSet<>(runs)) {
        PublishedRun.fetch(url, run, fetched.path().resolve(run));
      }
      compare(runs.stream().map(fetched.path()::resolve).toList());
    }
    return 0;
  }

  private void compare(List<Path> directories) {
    List<Path> live = directories.stream().filter(LiveRun::isIn).toList();
    if (live.isEmpty()) {
      RunComparison comparison =
          RunComparison.of(directories.stream().map(ComparedRun::read).toList());
      CSV.write(out, comparison.rows(), Function.identity());
      comparison.lines().forEach(System.out::println);
    } else if (live.size() == directories.size()) {
      LiveComparison comparison = LiveComparison.of(live.stream().map(LiveRun::read).toList());
      LIVE_CSV.write(out, comparison.rows(), Function.identity());
      comparison.lines().forEach(System.out::println);
    } else {
      Path simulated = directories.stream().filter(path -> !live.contains(path)).findFirst().get();
      throw new Failure(
          live.get(0)
              + " is a run of a live edge and "
              + simulated
              + " a simulation; compare runs of one kind");
    }
  }
}
