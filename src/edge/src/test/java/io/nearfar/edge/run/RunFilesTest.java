package io.nearfar.edge.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nearfar.edge.rig.Ask;
import io.nearfar.edge.rig.EdgeTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class RunFilesTest extends EdgeTest {

  private static final int LIMIT = 200_000;

  private HttpResponse<String> put(String path, byte[] content, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path)).PUT(BodyPublishers.ofByteArray(content));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> put(String name, String text) {
    return put(path(name), text.getBytes(UTF_8), "Content-Type", "text/plain");
  }

  private String path(String name) {
    return "/api/runs/" + run + "/files/" + name;
  }

  private static JsonNode problem(HttpResponse<String> response, int status) throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("content-type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    JsonNode problem = new ObjectMapper().readTree(response.body());
    assertThat(problem.get("status").intValue()).isEqualTo(status);
    return problem;
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

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
        + " hyphens or underscores'",
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
  void listsRunsWithTheirTasksAndFilesTheLatestFirst() throws Exception {
    answer(Ask.near().tokens(1));
    answer(Ask.near().tokens(1));
    taskRecords(2);
    put("report.html", "page");
    put("run.json", "{}");
    put("/api/runs/only-files/files/seeds.csv", new byte[3]);

    JsonNode runs = new ObjectMapper().readTree(get("/api/runs").body());

    // Other tests leave runs that arrive at any time.
    List<String> labels = runs.findValuesAsText("run");
    assertThat(labels.indexOf("only-files")).isBetween(0, labels.indexOf(run) - 1);
    JsonNode first = runs.get(labels.indexOf("only-files"));
    assertThat(first.get("tasks").intValue()).isZero();
    assertThat(first.get("firstArrival").isNull()).isTrue();
    assertThat(first.get("files").toString()).isEqualTo("[\"seeds.csv\"]");
    JsonNode second = runs.get(labels.indexOf(run));
    assertThat(second.get("tasks").intValue()).isEqualTo(2);
    assertThat(second.get("files").toString()).isEqualTo("[\"report.html\",\"run.json\"]");
    var tasks = store.page(run, 0, 2).tasks();
    assertThat(second.get("firstArrival").textValue()).isEqualTo(tasks.get(0).arrival().toString());
    assertThat(second.get("lastArrival").textValue()).isEqualTo(tasks.get(1).arrival().toString());
    assertThat(new ObjectMapper().readTree(get("/api/runs/" + run).body())).isEqualTo(second);
  }

  @Test
  void saysSoWhileTheDatabaseIsAway() throws Exception {
    database.stop();
    try {
      for (String path :
          new String[] {"/api/runs", "/api/runs/" + run, path("x.csv"), "/api/tasks"}) {
        HttpResponse<String> response = get(path);
        assertThat(problem(response, 503).get("detail").textValue())
            .startsWith("The database does not answer");
        assertThat(header(response, "retry-after")).isEqualTo("2");
      }
      problem(put("x.csv", "x"), 503);
    } finally {
      database.start();
    }
    assertThat(put("x.csv", "x").statusCode()).isEqualTo(204);
  }
}
