package io.nearfar.experiments;

import io.nearfar.experiments.publish.PublishedRun;
import io.nearfar.experiments.report.Report;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nearfar report}. */
@Command(
    name = "report",
    description = {
      "Print the table of a finished run and write its results.csv, summary.json and report.html.",
      "With --edge the run is fetched first; one of which there are only parts is merged."
    })
final class ReportCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "DIR|RUN",
      description = "Results directory of a run, or, with --edge, the label of a published one")
  private String run;

  @Option(
      names = "--edge",
      paramLabel = "URL",
      description = "Root of the edge where the run is published")
  private Optional<String> edge = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "With --edge: where the run goes; default: nearfar-runs/RUN")
  private Optional<Path> out = Optional.empty();

  @Mixin private PublishOptions publishing = new PublishOptions();

  @Override
  public Integer call() throws InterruptedException {
    Path directory = directory();
    Report.write(directory, System.out);
    publishing.publish(directory, System.out);
    return 0;
  }

  private Path directory() throws InterruptedException {
    if (edge.isEmpty()) {
      if (out.isPresent()) {
        throw new Failure("--out is given without --edge; a report goes where its run is");
      }
      return Path.of(run);
    }
    Path directory = out.orElseGet(() -> RunName.directory(RunName.checked(run)));
    PublishedRun.fetch(EdgeUrl.of("--edge", edge.get()), run, directory);
    return directory;
  }
}
