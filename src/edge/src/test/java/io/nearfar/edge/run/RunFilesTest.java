package io.nearfar.edge.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nearfar.edge.rig.Ask;
import io.nearfar.edge.rig.Eventually;
import io.nearfar.edge.rig.Http;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class RunFilesTest extends RunTest {

  private static final int LIMIT = 200_000;

  @Inject RunFiles files;
  @Inject Uploads uploads;

  @Test
  void givesBackTheVeryOctetsThatWerePublished() {
    byte[] content = new byte[LIMIT];
    new SplittableRandom(1).nextBytes(content);

    assertThat(put(path("tasks.csv.gz"), content).statusCode()).isEqualTo(204);

    HttpResponse<byte[]> response =
        send(
            HttpRequest.newBuilder(base.resolve(path("tasks.csv.gz"))).build(),
            BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(content);
    assertThat(header(response, "content-type")).isEqualTo("application/gzip");
    assertThat(header(response, "content-disposition"))
        .isEqualTo("attachment; filename=\"" + run + "-tasks.csv.gz\"");
  }

  @Test
  void replacesAFileHoweverOftenItIsPublished() throws Exception {
    put("run.json", "old");
    put("run.json", "new");
    put("run.json", "new");

    assertThat(get(path("run.json")).body()).isEqualTo("new");
    JsonNode view = new ObjectMapper().readTree(get("/api/runs/" + run).body());
    assertThat(view.get("files")).hasSize(1);
  }

  @Test
  void leavesAFileAsItIsWhenToldTo() throws Exception {
    byte[] first = "first".getBytes(UTF_8);
    assertThat(put(path("scenario.yaml"), first, "If-None-Match", "*").statusCode()).isEqualTo(204);

    HttpResponse<String> second =
        put(path("scenario.yaml"), "second".getBytes(UTF_8), "If-None-Match", "*");

    assertThat(problem(second, 412).get("detail").textValue())
        .isEqualTo("run " + run + " has a file scenario.yaml already");
    assertThat(get(path("scenario.yaml")).body()).isEqualTo("first");
    problem(put(path("scenario.yaml"), first, "If-None-Match", "\"etag\""), 400);
  }

  @Test
  void showsAPageWithoutScriptsOrTheOriginOfTheNode() {
    put("report.html", "<script>document.title</script>");

    HttpResponse<String> page = get(path("report.html"));

    assertThat(header(page, "content-type")).isEqualTo("text/html; charset=utf-8");
    assertThat(header(page, "content-security-policy"))
        .startsWith("sandbox; ")
        .doesNotContain("allow-scripts");
    assertThat(header(page, "x-content-type-options")).isEqualTo("nosniff");
    assertThat(header(page, "content-disposition")).isEmpty();
    assertThat(header(get(path("report.html?download=true")), "content-disposition"))
        .isEqualTo("attachment; filename=\"" + run + "-report.html\"");
  }

  @ParameterizedTest
  @CsvSource({
    "run.json,application/json",
    "scenario.yaml,application/yaml",
    "seeds.csv,text/csv; charset=utf-8",
    "notes.txt,text/plain; charset=utf-8",
    "picture.svg,application/octet-stream",
    "report,application/octet-stream",
  })
  void servesAFileByTheEndingOfItsName(String name, String type) {
    put(path(name), "x".getBytes(UTF_8), "Content-Type", "text/html");

    assertThat(header(get(path(name)), "content-type")).isEqualTo(type);
    assertThat(header(get(path(name)), "content-disposition")).startsWith("attachment");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/runs/a%20b/files/x.csv, 'run is \"a b\"; it must be 1 to 64 letters, digits, dots,"
        + " hyphens or underscores, the first a letter or a digit'",
    "/api/runs/-b/files/x.csv, 'run is \"-b\"; it must be 1 to 64 letters, digits, dots,"
        + " hyphens or underscores, the first a letter or a digit'",
    "/api/runs/x/files/.hidden, 'name is \".hidden\"; it must be 1 to 100 letters, digits, dots,"
        + " hyphens or underscores, the first a letter or a digit'",
    "/api/runs/x/files/a%2Fb, 'name is \"a/b\"; it must be 1 to 100 letters, digits, dots,"
        + " hyphens or underscores, the first a letter or a digit'",
  })
  void refusesNamesThatAreNone(String path, String detail) throws Exception {
    assertThat(problem(put(path, new byte[1]), 400).get("detail").textValue()).isEqualTo(detail);
  }

  @Test
  void refusesAFileThatIsTooLarge() throws Exception {
    byte[] large = new byte[2_000_000];

    assertThat(problem(put(path("large.csv"), large), 413).get("detail").textValue())
        .contains("large.csv has more than " + LIMIT + " bytes", "nearfar.runs.max-file-bytes");
    assertThat(put(path("large.csv"), Arrays.copyOf(large, LIMIT)).statusCode()).isEqualTo(204);
    // The limit of chat completions is another one, 65,536 here.
    assertThat(get(path("large.csv")).body()).hasSize(LIMIT);
  }

  @Test
  void hasAProblemForAFileThatIsNotThere() throws Exception {
    assertThat(problem(get(path("report.html")), 404).get("detail").textValue())
        .isEqualTo("run " + run + " has no file report.html");
  }

  @Test
  void doesNotMixAFileWithTheOneThatTookItsPlace() {
    byte[] content = new byte[LIMIT];
    put(path("tasks.csv"), content);
    RunFileEntity file = files.find(run, "tasks.csv").orElseThrow();
    OutputStream slow =
        new OutputStream() {
          @Override
          public void write(int octet) {
            throw new IllegalStateException("it is written octet by octet");
          }

          @Override
          public void write(byte[] octets) {
            assertThat(octets.length).isLessThan(LIMIT);
            put(path("tasks.csv"), content);
          }
        };

    assertThatThrownBy(() -> files.copy(file, slow, () -> false))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("tasks.csv was replaced or deleted while it was sent");
  }

  @Test
  void hasNothingOfAFileWhoseSenderLeaves() throws Exception {
    try (Http sender = new Http(base)) {
      sender.send("PUT " + path("x.csv"), "Content-Length: 100\r\n", "half");
      awaitRequests(1);
    }

    awaitRequests(0);
    assertThat(get(path("x.csv")).statusCode()).isEqualTo(404);
  }

  private void awaitRequests(int others) throws InterruptedException {
    Eventually.holds(
        others + " requests but this one",
        () -> metrics().value("http_server_active_requests") == others + 1);
  }

  @Test
  void takesAFewFilesAtATimeAndHasTheOthersWait() throws Exception {
    List<Http> senders = new ArrayList<>();
    for (int i = 0; i < Uploads.AT_A_TIME; i++) {
      Http sender = new Http(base);
      senders.add(sender);
      sender.send("PUT " + path(i + ".csv"), "Content-Length: 8\r\n", "half");
    }
    Eventually.holds("all of them are on their way", () -> uploads.underWay() == Uploads.AT_A_TIME);

    HttpResponse<String> refused = put("x.csv", "x");
    assertThat(problem(refused, 503).get("detail").textValue())
        .isEqualTo("4 files are on their way in already; try again");
    assertThat(header(refused, "retry-after")).isEqualTo("2");
    assertThat(answer(Ask.near().tokens(1)).statusCode()).isEqualTo(200);

    for (Http sender : senders) {
      sender.more("half");
      assertThat(sender.line()).isEqualTo("HTTP/1.1 204 No Content");
      sender.close();
    }
    assertThat(put("x.csv", "x").statusCode()).isEqualTo(204);
    assertThat(get(path("3.csv")).body()).isEqualTo("halfhalf");
  }
}
