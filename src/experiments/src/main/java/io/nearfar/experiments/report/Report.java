package io.nearfar.experiments.report;

import io.nearfar.experiments.result.ResultException;
import io.nearfar.experiments.result.RunDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

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
    RunData run = RunData.read(directory);
    Summary summary = Summary.of(run);
    Path page = runDirectory.resolve("report.html");
    try {
      SummaryFiles.writeCsv(summary, runDirectory.resolve("results.csv"));
      SummaryFiles.writeJson(summary.tree(run), runDirectory.resolve("summary.json"));
      Files.writeString(page, HtmlPage.of(run, summary, FigureSet.of(run)));
    } catch (IOException e) {
      throw new ResultException(
          "the report of " + runDirectory + " cannot be written: " + e.getMessage(), e);
    }
    TerminalReport.lines(run, summary).forEach(out::println);
    return page;
  }
}
