package io.nearfar.experiments.figure;

import io.nearfar.experiments.figure.FiguresPage.Section;
import io.nearfar.experiments.report.Figure;
import io.nearfar.experiments.report.Table;
import io.nearfar.experiments.result.ResultException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files of the figures: per panel a CSV and an SVG, the claims as CSV, and one page. */
final class Figures {

  private Figures() {}

  /**
   * Runs what the panels need and writes their files, replacing earlier ones.
   *
   * @param directory made when it does not exist
   * @param terminal where it is told what became of the claims, panel by panel
   * @return the page
   * @throws ResultException when a file cannot be written
   */
  static Path write(List<Panel> panels, Runs runs, Path directory, PrintWriter terminal)
      throws InterruptedException {
    List<Section> sections = new ArrayList<>();
    List<ClaimCsv.Row> rows = new ArrayList<>();
    Path page = directory.resolve("figures.html");
    try {
      Files.createDirectories(directory);
      for (Panel panel : panels) {
        runs.run(panel.trials());
        Section section = section(panel, runs, directory);
        sections.add(section);
        terminal.println(panel.letter() + "  " + panel.title());
        for (Claim claim : section.claims()) {
          rows.add(ClaimCsv.Row.of(panel.letter(), claim));
          terminal.println("   " + claim.verdict() + ": " + claim.statement());
        }
      }
      ClaimCsv.write(directory.resolve("claims.csv"), rows);
      Files.writeString(page, FiguresPage.of(sections, runs.seeds()));
    } catch (IOException e) {
      throw new ResultException(
          "the figures in " + directory + " cannot be written: " + e.getMessage(), e);
    }
    return page;
  }

  /** The pictures are drawn from the rows as they were written. */
  private static Section section(Panel panel, Runs runs, Path directory) throws IOException {
    Path csv = directory.resolve(panel.letter() + ".csv");
    PointCsv.write(csv, panel.points(runs));
    List<Figure> figures = panel.draw(PointCsv.read(csv));
    Files.writeString(
        directory.resolve(panel.letter() + ".svg"),
        Sheet.of(
            figures.stream().map(figure -> figure.svg().orElseThrow()).toList(),
            panel.chartWidth()));
    Optional<Table> costs = Optional.empty();
    if (panel.costs().isPresent()) {
      Path file = directory.resolve(panel.letter() + "-cost.csv");
      CostTable.write(file, panel.costs().get().rows(runs));
      costs = Optional.of(CostTable.table(CostTable.read(file)));
    }
    return new Section(panel, figures, costs, panel.claims(runs));
  }
}
