package io.nearfar.experiments;

import io.nearfar.experiments.report.Report;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nearfar report}. */
@Command(
    name = "report",
    description =
        "Print the table of a finished run and write its results.csv, summary.json and report.html.")
final class ReportCommand implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "Results directory of a run")
  private Path directory;

  @Override
  public Integer call() {
    Report.write(directory, System.out);
    return 0;
  }
}
