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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The files of the figures: per panel a CSV and an SVG, the claims as CSV, and one page. */
final class Figures {

  private Figures() {}

  /**
   * Runs what the panels need and writes their files, replacing earlier ones. When a panel fails,
   * those before it are on the page all the same, and the page says which one is missing.
   *
   * @param panels in the order in which they are run; the page has them by their letters
   * @param directory made when it does not exist
   * @param terminal where it is told what became of the claims, panel by panel
   * @return the page
   * @throws ResultException when a file cannot be written
   */
  static Path write(List<Panel> panels, Runs runs, Path directory, PrintWriter terminal)
      throws InterruptedException {
    List<Section> sections = new ArrayList<>();
    try {
      for (Panel panel : panels) {
        sections.add(section(panel, runs, directory, terminal));
      }
    } catch (RuntimeException failure) {
      if (!sections.isEmpty()) {
        char failed = panels.get(sections.size()).letter();
        Path page = page(sections, runs.seeds(), Optional.of(failed), directory);
        terminal.println(
            "Panel " + failed + " failed; figures of those before it: " + page.toAbsolutePath());
      }
      throw failure;
    }
    return page(sections, runs.seeds(), Optional.empty(), directory);
  }

  private static Section section(Panel panel, Runs runs, Path directory, PrintWriter terminal)
      throws InterruptedException {
    runs.run(panel.trials());
    try {
      Files.createDirectories(directory);
      Section section = drawn(panel, runs, directory);
      terminal.println(panel.letter() + "  " + panel.title());
      section
          .claims()
          .forEach(
              claim -> terminal.println("   " + claim.verdict().word() + ": " + claim.statement()));
      return section;
    } catch (IOException e) {
      throw unwritten(directory, e);
    }
  }

  private static Path page(
      List<Section> finished, int seeds, Optional<Character> failed, Path directory) {
    List<Section> sections =
        finished.stream().sorted(Comparator.comparing(each -> each.panel().letter())).toList();
    List<ClaimCsv.Row> rows = new ArrayList<>();
    for (Section section : sections) {
      section.claims().forEach(claim -> rows.add(ClaimCsv.Row.of(section.panel().letter(), claim)));
    }
    Path page = directory.resolve("figures.html");
    try {
      Files.createDirectories(directory);
      ClaimCsv.write(directory.resolve("claims.csv"), rows);
      Files.writeString(page, FiguresPage.of(sections, seeds, failed));
    } catch (IOException e) {
      throw unwritten(directory, e);
    }
    return page;
  }

  private static ResultException unwritten(Path directory, IOException e) {
    return new ResultException(
        "the figures in " + directory + " cannot be written: " + e.getMessage(), e);
  }

  /** The pictures are drawn from the rows as they were written. */
  private static Section drawn(Panel panel, Runs runs, Path directory) throws IOException {
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
