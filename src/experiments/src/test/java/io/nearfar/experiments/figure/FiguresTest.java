package io.nearfar.experiments.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nearfar.experiments.Failure;
import io.nearfar.experiments.report.Figure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class FiguresTest {

  private static final Study TINY = new Study(8, 8);

  @TempDir private static Path directory;

  private static final List<Panel> PANELS = Panels.of(TINY);
  private static final Runs RUNS = new Runs(2, 2);

  @BeforeAll
  static void writeAll() throws InterruptedException {
    write(PANELS, RUNS, "out");
  }

  @Test
  void threadsChangeNoByte() throws Exception {
    List<Panel> some = PANELS.stream().filter(p -> "aceg".indexOf(p.letter()) >= 0).toList();
    write(some, new Runs(3, 1), "one");
    write(some, new Runs(3, 5), "many");

    List<Path> files = files("one");
    assertThat(files).hasSize(2 * some.size() + 2);
    for (Path file : files) {
      assertThat(directory.resolve("many").resolve(file.getFileName()))
          .hasSameBinaryContentAs(file);
    }
  }

  @Test
  void drawsFromTheFileWhatItDrawsFromTheRuns() throws Exception {
    for (Panel panel : PANELS) {
      List<Point> points = panel.points(RUNS);
      List<Point> read = PointCsv.read(directory.resolve("out/" + panel.letter() + ".csv"));

      assertThat(read).isEqualTo(points);
      assertThat(panel.draw(read)).isEqualTo(panel.draw(points));
    }
  }

  @Test
  void givesEveryPointItsMeanIntervalAndNumberOfSeeds() throws Exception {
    List<String> rows = Files.readAllLines(directory.resolve("out/a.csv"));

    assertThat(rows.get(0)).isEqualTo("plot,series,variant,x,mean,half_width,n");
    // Two plots of as many series as there are deciders, in each of eight timeslots.
    List<Point> points = PointCsv.read(directory.resolve("out/a.csv"));
    assertThat(points).hasSize(2 * 8 * (int) points.stream().map(Point::series).distinct().count());
    assertThat(points).allSatisfy(point -> assertThat(point.n()).isEqualTo(2));
    assertThat(points).anySatisfy(point -> assertThat(point.halfWidth()).isPositive());
  }

  @Test
  void thePageHasEveryPanelWithItsClaims() throws Exception {
    String html = Files.readString(directory.resolve("out/figures.html"));
    List<ClaimCsv.Row> claims = ClaimCsv.read(directory.resolve("out/claims.csv"));

    Document page = parsed(html);
    int charts = PANELS.stream().mapToInt(panel -> panel.charts().size()).sum();
    assertThat(page.getElementsByTagName("svg").getLength()).isEqualTo(charts);
    for (char letter : Panels.LETTERS.toCharArray()) {
      assertThat(html).contains("id=\"panel-" + letter + "\"", "href=\"" + letter + ".csv\"");
    }
    assertThat(claims).isNotEmpty();
    for (ClaimCsv.Row row : claims) {
      assertThat(page.getDocumentElement().getTextContent())
          .contains(row.verdict() + ": " + row.claim(), row.read().numberText());
      assertThat(row.verdict()).isEqualTo(row.read().verdict().word());
    }
    assertThat(html).doesNotContain("<script", "<link", "src=", "url(http", "NaN");
  }

  @Test
  void theLanguageModelPanelSaysWhatDecidingCostsEachOfItsSeries() throws Exception {
    List<CostTable.Row> rows = CostTable.read(directory.resolve("out/j-cost.csv"));
    String html = Files.readString(directory.resolve("out/figures.html"));

    assertThat(rows)
        .extracting(CostTable.Row::decider)
        .containsExactly(
            "SmolLM2 135M, single",
            "SmolLM2 135M, turns",
            "SmolLM2 135M, single, calibrated",
            "SmolLM2 135M, turns, calibrated",
            "example-vote reader",
            "deep Q-learning",
            "oracle");
    // Two seeds of 3 users in 150 timeslots.
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.seeds()).isEqualTo(2);
              assertThat(row.tasks()).isEqualTo(900);
              assertThat(html).contains("<td class=\"label\">" + row.decider() + "</td>");
            });
    for (CostTable.Row model : rows.subList(0, 4)) {
      assertThat(model.calls().orElseThrow()).isPositive();
      assertThat(model.promptTokens().orElseThrow()).isGreaterThan(300 * model.calls().get());
      assertThat(model.seconds().orElseThrow()).isPositive();
      assertThat(model.scoredShare()).contains(1.0);
      assertThat(
              model.validShare().orElseThrow()
                  + model.decoratedShare().orElseThrow()
                  + model.unusableShare().orElseThrow())
          .isCloseTo(1, within(1e-12));
    }
    // Calibration asks about a content-free condition too, once for each version of the pool.
    assertThat(rows.get(2).calls().get()).isGreaterThan(rows.get(0).calls().get());
    CostTable.Row reader = rows.get(4);
    assertThat(reader.validShare()).contains(1.0);
    assertThat(reader.seconds()).contains(0.0);
    assertThat(reader.cacheShare().orElseThrow()).isBetween(0.5, 1.0);
    for (CostTable.Row none : rows.subList(5, 7)) {
      assertThat(none.decisions()).isEmpty();
      assertThat(none.calls()).isEmpty();
      assertThat(none.cacheShare()).isEmpty();
      assertThat(none.validShare()).isEmpty();
    }
  }

  @Test
  void noIdIsGivenTwiceAndEveryPictureIsXml() throws Exception {
    NodeList all =
        parsed(Files.readString(directory.resolve("out/figures.html"))).getElementsByTagName("*");

    Set<String> ids = new HashSet<>();
    for (int i = 0; i < all.getLength(); i++) {
      String id = ((Element) all.item(i)).getAttribute("id");
      assertThat(id.isEmpty() || ids.add(id)).as(id).isTrue();
    }
    for (char letter : Panels.LETTERS.toCharArray()) {
      parsed(Files.readString(directory.resolve("out/" + letter + ".svg")));
    }
  }

  /** The threshold on the analytic model takes every decision of the oracle. */
  @Test
  void namesWhatGivesNothingAwayInsteadOfDrawingItOnALogarithmicAxis() {
    Panel regret = panel('h');

    List<Figure> figures = regret.draw(regret.points(RUNS));

    assertThat(figures.get(0).svg().orElseThrow()).contains("> threshold <");
    assertThat(figures.get(1).svg().orElseThrow())
        .contains("> always local <")
        .doesNotContain("> threshold <");
    assertThat(figures.get(1).caption()).contains("threshold");
  }

  @Test
  void smoothsLongCoursesAndSaysSo() throws Exception {
    Study longer = new Study(205, 8);
    Panel panel = new LearningPanels(longer).success();
    Runs runs = new Runs(2, 2);
    runs.run(panel.trials());

    Figure figure = panel.draw(panel.points(runs)).get(0);

    assertThat(figure.caption()).contains("mean over 3 timeslots");
    assertThat(figure.svg().orElseThrow()).contains("timeslot (means of 3)");
  }

  @Test
  void keepsThePanelsThatWereFinishedBeforeOneFailed() throws Exception {
    Panel failing =
        new Panel(
            'b',
            "One that fails",
            "",
            panel('b').charts(),
            List.of(
                new Panel.Question(
                    List.of(),
                    runs -> {
                      throw new Failure("no reply");
                    })));
    List<Panel> panels = List.of(panel('e'), panel('a'), failing, panel('c'));

    assertThatThrownBy(() -> write(panels, RUNS, "part"))
        .isInstanceOf(Failure.class)
        .hasMessage("no reply");

    assertThat(ClaimCsv.read(directory.resolve("part/claims.csv")))
        .extracting(ClaimCsv.Row::panel)
        .startsWith("a")
        .endsWith("e")
        .containsOnly("a", "e");
    assertThat(Files.readString(directory.resolve("part/figures.html")))
        .contains("Panel b failed")
        .containsSubsequence("id=\"panel-a\"", "id=\"panel-e\"")
        .doesNotContain("id=\"panel-b\"", "id=\"panel-c\"");
    assertThat(Files.readString(directory.resolve("out/figures.html")))
        .doesNotContain("failed</b>");
  }

  private static Panel panel(char letter) {
    return PANELS.stream().filter(panel -> panel.letter() == letter).findFirst().orElseThrow();
  }

  private static void write(List<Panel> panels, Runs runs, String name)
      throws InterruptedException {
    Figures.write(panels, runs, directory.resolve(name), new PrintWriter(new StringWriter()));
  }

  private static List<Path> files(String name) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(name))) {
      return files.sorted().toList();
    }
  }

  private static Document parsed(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }
}
