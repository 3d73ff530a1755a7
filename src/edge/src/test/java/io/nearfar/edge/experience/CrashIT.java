package io.nearfar.edge.experience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.edge.rig.Ask;
import io.nearfar.edge.rig.Database;
import io.nearfar.edge.rig.EdgeProcess;
import io.nearfar.edge.rig.Eventually;
import io.nearfar.edge.rig.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application dies, or is stopped, while the database is away. */
class CrashIT {

  @TempDir Path directory;

  private final Database database = new Database();
  private String stopDeadline = "1s";
  private final HttpClient client = HttpClient.newHttpClient();
  private EdgeProcess edge;
  private int asked;

  @BeforeEach
  void start() throws Exception {
    database.start();
    startEdge();
  }

  @AfterEach
  void stop() {
    edge.close();
    database.stop();
  }

  private void startEdge() throws Exception {
    edge = new EdgeProcess(directory, database, "-Dnearfar.records.stop-deadline=" + stopDeadline);
  }

  private Path journal() {
    return directory.resolve("journal");
  }

  private void ask(int tasks) throws Exception {
    for (int i = 0; i < tasks; i++) {
      Ask ask =
          Ask.decided()
              .model("nearfar-local")
              .tokens(1)
              .with("Nearfar-Run", "crash")
              .with("Nearfar-Task", "" + asked++);
      assertThat(
              client
                  .send(ask.request(edge.base()), HttpResponse.BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(200);
    }
  }

  private void awaitOnDisk(int tasks) throws Exception {
    HttpRequest metrics = HttpRequest.newBuilder(edge.base().resolve("/q/metrics")).build();
    Eventually.holds(
        tasks + " records on disk",
        () -> {
          try {
            String page = client.send(metrics, HttpResponse.BodyHandlers.ofString()).body();
            return new Metrics(page).value("nearfar_records_journal_records") == tasks;
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** All that was asked, once, in the order it was asked. */
  private void assertAllIsWritten() throws Exception {
    Eventually.holds(asked + " rows", () -> database.number("select count(*) from task") == asked);
    assertThat(
            database.number(
                "select count(*) from (select id, row_number() over (order by number) - 1 as place"
                    + " from task) as rows where id = place::text"))
        .isEqualTo(asked);
    Eventually.holds("nothing is left on disk", () -> segments().isEmpty());
  }

  private List<Path> segments() {
    try (Stream<Path> files = Files.list(journal())) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void killedInAnOutageItsRecordsAreWrittenByTheNextProcess() throws Exception {
    ask(10);
    assertAllIsWritten();
    database.stop();
    ask(20);
    awaitOnDisk(20);
    edge.process().destroyForcibly();
    assertThat(edge.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
    List<Path> segments = segments();
    Files.writeString(
        segments.get(segments.size() - 1),
        "{\"run\":\"crash\",\"id\":\"torn",
        UTF_8,
        StandardOpenOption.APPEND);
    database.start();
    startEdge();

    assertAllIsWritten();
    assertThat(edge.log())
        .contains("21 task records of an earlier process", "ends inside a record, line");
  }

  @Test
  void stoppedInAnOutageItsRecordsAreWrittenByTheNextProcess() throws Exception {
    database.stop();
    ask(7);
    edge.process().destroy();
    assertThat(edge.process().waitFor(40, TimeUnit.SECONDS)).isTrue();
    database.start();
    startEdge();

    assertAllIsWritten();
    assertThat(edge.log()).contains("7 task records wait in " + journal());
  }

  @Test
  void stoppedWithItsDatabaseItWritesWhatWaitsAsSoonAsThatIsBack() throws Exception {
    edge.process().destroy();
    assertThat(edge.process().waitFor(40, TimeUnit.SECONDS)).isTrue();
    stopDeadline = "60s";
    startEdge();
    database.stop();
    ask(7);
    edge.process().destroy();
    Eventually.holds(
        "it tries on", () -> edge.log().contains("Stopping, and the database is away"));
    database.start();
    assertThat(edge.process().waitFor(40, TimeUnit.SECONDS)).isTrue();

    assertAllIsWritten();
    assertThat(edge.log()).doesNotContain("task records wait in");
  }

  @Test
  void aTaskThatIsCutOffByAStopIsRecorded() throws Exception {
    Ask ask = Ask.decided().model("nearfar-local").streamed().tokens(30_000);
    HttpResponse<InputStream> answer =
        client.send(
            ask.with("Nearfar-Task", "cut").request(edge.base()),
            HttpResponse.BodyHandlers.ofInputStream());
    assertThat(answer.body().read()).isPositive();
    edge.process().destroy();
    assertThat(edge.process().waitFor(40, TimeUnit.SECONDS)).isTrue();

    assertThat(
            database.number("select count(*) from task where id = 'cut' and ending = 'cancelled'"))
        .isEqualTo(1);
    assertThat(edge.log()).contains("1 requests are cut off");
  }
}
