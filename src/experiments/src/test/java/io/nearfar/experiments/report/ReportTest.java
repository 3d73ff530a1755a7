package io.nearfar.experiments.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nearfar.experiments.result.ResultException;
import io.nearfar.experiments.result.SeededRun;
import io.nearfar.model.outcome.TaskRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ReportTest {

  @TempDir Path parent;

  @Test
  void printsTheTables() throws IOException {
    try (InputStream golden = ReportTest.class.getResourceAsStream("tiny.txt")) {
      assertThat(report(tiny("tiny"))).isEqualTo(new String(golden.readAllBytes(), UTF_8));
    }
  }

  @Test
  void fitsATerminalOf120Columns() {
    SeededRun run = new SeededRun(2, 3000);
    Path directory = TinyRun.directory(parent.resolve("wide"), "x", run.tasks(), run.clients());

    assertThat(report(directory).lines()).allMatch(line -> line.length() <= 120);
  }

  @Test
  void writesTheSummaryAsRowsAndAsTree() throws IOException {
    Path directory = tiny("tiny");
    report(directory);

    List<String> rows = Files.readAllLines(directory.resolve("results.csv"));
    assertThat(rows).hasSize(10);
    List<String> names = Arrays.asList(rows.get(0).split(","));
    assertThat(names)
        .startsWith("tier", "service_type", "tasks", "completed", "hop_fallbacks")
        .contains("ttft_error_percent", "delay_p99_seconds", "decisions_explored");
    String[] edge = rows.get(1).split(",", -1);
    assertThat(edge).startsWith("edge", "regular", "3", "3");
    assertThat(edge[names.indexOf("backhaul_error_percent")]).isEmpty();
    assertThat(rows.get(7)).startsWith("both,regular,4,3,0,0,1,");
    assertThat(rows.get(8)).startsWith("both,quality-preferred,3,1,1,1,0,");
    assertThat(rows.get(8).split(",", -1)[names.indexOf("success_rate")]).isEqualTo("0.5");
    assertThat(rows.get(9)).startsWith("both,all,7,4,1,1,1,");

    JsonNode tree =
        JsonMapper.builder().build().readTree(directory.resolve("summary.json").toFile());
    assertThat(tree.at("/groups/0/delay_measured_mean_seconds").asDouble())
        .isEqualTo(Double.parseDouble(edge[names.indexOf("delay_measured_mean_seconds")]));
    assertThat(tree.at("/groups/0/backhaul_error_percent").isNull()).isTrue();
    assertThat(tree.at("/groups/7/tier").asText()).isEqualTo("both");
    assertThat(tree.at("/groups/7/service_type").asText()).isEqualTo("quality-preferred");
    assertThat(tree.at("/groups/7/success_rate").asDouble()).isEqualTo(0.5);
    assertThat(tree.at("/overall/tasks").asInt()).isEqualTo(7);
    assertThat(tree.at("/verdicts/0/met").asBoolean()).isFalse();
    assertThat(tree.at("/hop_fallbacks/connect").asInt()).isEqualTo(1);
    assertThat(tree.at("/clients/unknown").asInt()).isEqualTo(1);
  }

  @Test
  void thePageHoldsTheNumbersTheFactsAndTheFigures() throws Exception {
    Path directory = tiny("tiny");
    report(directory);
    String html = Files.readString(directory.resolve("report.html"));

    Document page = parsed(html);
    assertThat(page.getElementsByTagName("svg").getLength()).isEqualTo(7);
    assertThat(page.getElementsByTagName("table").getLength()).isEqualTo(4);
    assertThat(texts(page, "td")).contains("0.2040", "0.67", "-5.00", "39.500", "50.0", "16.25");
    assertThat(texts(page, "li"))
        .contains("edge: worst mean error 2 % (TTFT, 3 tasks): goal of 1 % MISSED.");
    assertThat(texts(page, "dd")).contains("example-vote reader", "123,456,789");
    assertThat(html).doesNotContain("<script", "<link", "src=", "url(http");
  }

  @Test
  void noIdIsGivenTwice() throws Exception {
    Path directory = tiny("tiny");
    report(directory);
    NodeList all =
        parsed(Files.readString(directory.resolve("report.html"))).getElementsByTagName("*");

    Set<String> ids = new HashSet<>();
    for (int i = 0; i < all.getLength(); i++) {
      String id = ((Element) all.item(i)).getAttribute("id");
      assertThat(id.isEmpty() || ids.add(id)).as(id).isTrue();
    }
    assertThat(ids).isNotEmpty().allMatch(id -> id.matches("[a-z]+-\\d+"));
  }

  @Test
  void textOfTheRunCannotBecomeMarkup() throws Exception {
    List<TaskRecord> tasks = new ArrayList<>(TinyRun.tasks());
    tasks.set(4, TinyRun.withHopFailure(tasks.get(4), "<b>&\"'"));
    Path directory =
        TinyRun.directory(
            parent.resolve("markup"), "<script>alert(1)</script>", tasks, TinyRun.clients());
    report(directory);

    Document page = parsed(Files.readString(directory.resolve("report.html")));

    assertThat(page.getElementsByTagName("script").getLength()).isZero();
    assertThat(texts(page, "dd")).contains("<script>alert(1)</script>");
    assertThat(texts(page, "p")).contains("Fallbacks to the other tier, by reason: <b>&\"' 1.");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 40})
  void copesWithFewTasks(int count) throws Exception {
    SeededRun run = new SeededRun(1, count);
    Path directory = TinyRun.directory(parent.resolve("few"), "x", run.tasks(), run.clients());

    String terminal = report(directory);
    String html = Files.readString(directory.resolve("report.html"));

    parsed(html);
    assertThat(terminal + html).doesNotContain("NaN", "Infinity", "null");
    assertThat(Files.readString(directory.resolve("summary.json"))).doesNotContain("NaN");
  }

  @Test
  void saysSoInsteadOfDrawingErrorsThatAreNone() throws Exception {
    List<TaskRecord> exact =
        TinyRun.tasks().stream()
            .map(task -> TinyRun.withDelay(task, task.analytic().delaySeconds()))
            .toList();
    Path directory = TinyRun.directory(parent.resolve("exact"), "x", exact, List.of());
    report(directory);

    assertThat(texts(parsed(Files.readString(directory.resolve("report.html"))), "figcaption"))
        .contains(
            "Tasks completed by the tier that was decided: no error of TTFT, TPOT or delay is"
                + " above 0.001 %.");
  }

  @Test
  void manyTasksStillMakeASmallPageThatSaysWhatIsDrawn() throws Exception {
    SeededRun run = new SeededRun(1, 28_000);
    Path directory = TinyRun.directory(parent.resolve("many"), "x", run.tasks(), run.clients());
    report(directory);

    String html = Files.readString(directory.resolve("report.html"));

    parsed(html);
    assertThat(html).hasSizeLessThan(700_000).containsPattern("\\d+ of 2\\d,\\d{3} drawn");
  }

  @Test
  void theSameFilesGiveTheSameBytes() throws IOException {
    SeededRun run = new SeededRun(9, 300);
    Path one = TinyRun.directory(parent.resolve("one"), "x", run.tasks(), run.clients());
    Path two = TinyRun.directory(parent.resolve("two"), "x", run.tasks(), run.clients());

    assertThat(report(one)).isEqualTo(report(two));
    for (String file : List.of("results.csv", "summary.json", "report.html")) {
      assertThat(one.resolve(file)).hasSameBinaryContentAs(two.resolve(file));
    }
    byte[] first = Files.readAllBytes(one.resolve("report.html"));
    report(one);
    assertThat(one.resolve("report.html")).hasBinaryContent(first);
  }

  @Test
  void aScenarioThatCannotBeReadIsNamed() throws IOException {
    Path directory = tiny("bad");
    Files.writeString(directory.resolve("scenario.yaml"), "name: bad\nspeeed: 2\n");

    assertThatThrownBy(() -> report(directory))
        .isInstanceOf(ResultException.class)
        .hasMessageContaining(directory.resolve("scenario.yaml").toString())
        .hasMessageContaining("speeed");
  }

  private Path tiny(String name) {
    return TinyRun.directory(
        parent.resolve(name), "example-vote reader", TinyRun.tasks(), TinyRun.clients());
  }

  private static String report(Path directory) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Report.write(directory, new PrintStream(bytes, true, UTF_8));
    return bytes.toString(UTF_8).replace(System.lineSeparator(), "\n");
  }

  /** The page as XML: it is written to be both. */
  private static Document parsed(String html) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(html.getBytes(UTF_8)));
  }

  private static List<String> texts(Document page, String tag) {
    NodeList nodes = page.getElementsByTagName(tag);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }
}
