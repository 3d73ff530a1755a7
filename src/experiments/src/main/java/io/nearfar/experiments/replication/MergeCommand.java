package io.nearfar.experiments.replication;

import io.nearfar.experiments.report.Report;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nearfar merge}. */
@Command(
    name = "merge",
    description = {
      "Put the shards of a run over many seeds together, and report it.",
      "The result has the same seeds.csv, to the byte, as the run in one piece."
    })
public final class MergeCommand implements Callable<Integer> {

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where the whole run goes")
  private Path out;

  @Parameters(
      arity = "1..*",
      paramLabel = "DIR",
      description = "Results directories of all shards, in any order")
  private List<Path> shards;

  @Override
  public Integer call() {
    Merge.into(out, shards);
    Report.write(out, System.out);
    return 0;
  }
}
