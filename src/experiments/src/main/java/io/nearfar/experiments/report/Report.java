package io.nearfar.experiments.report;

import io.nearfar.experiments.result.ResultException;
import io.nearfar.experiments.result.RunDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The report of a run: tables on the terminal, {@code results.csv}, {@code summary.json} and {@code
 * report.html} beside the files it was made from. The same files give the same bytes.
 */
public final class Report {

  private Report() {}

  /**
   * Writes the report of a finished run, replacing an earlier one.
   *
   * @param runDirectory the directory of the run
   * @param out where the tables are printed
   * @return the page
   * @throws ResultException when the directory holds no finished run, a file of it is malformed, or
   *     the report cannot be written
   */
  public static Path write(Path runDirectory, PrintStream out) {
    RunDirectory directory = RunDirectory.open(runDirectory);
    Path page = runDirectory.resolve("report.html");
    try {
      List<String> lines =
          directory.replicated() ? SeedReport.write(directory, page) : write(directory, page);
      lines.forEach(out::println);
    } catch (IOException e) {
      throw new ResultException(
          "the report of " + runDirectory + " cannot be written: " + e.getMessage(), e);
    }
    return page;
  }

  private static List<String> write(RunDirectory directory, Path page) throws IOException {
    RunData run = RunData.read(directory);
    Summary summary = Summary.of(run);
    SummaryFiles.writeCsv(
        summary.groups().stream().map(Group::columns).toList(),
        directory.path().resolve("results.csv"));
    SummaryFiles.writeJson(summary.tree(run), directory.path().resolve("summary.json"));
    Files.writeString(page, HtmlPage.of(run, summary, FigureSet.of(run)));
    return TerminalReport.lines(run, summary);
  }
}
