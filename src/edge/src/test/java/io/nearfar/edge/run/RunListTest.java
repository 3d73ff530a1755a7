package io.nearfar.edge.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nearfar.edge.rig.Ask;
import io.nearfar.edge.rig.Eventually;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RunListTest extends RunTest {

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

  private void answerAs(String label) {
    Ask ask = Ask.near().tokens(1).with("Nearfar-Run", label);
    assertThat(send(ask.request(base), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  private List<String> labels() throws IOException {
    return new ObjectMapper().readTree(get("/api/runs").body()).findValuesAsText("run");
  }

  @Test
  void deletesTheFilesAndTheTasksOfARunAndNothingElse() throws Exception {
    answer(Ask.near().tokens(1));
    answerAs("other");
    taskRecords(1);
    Eventually.holds("the other is recorded", () -> store.count("other") == 1);
    put("report.html", "page");
    put("/api/runs/other/files/report.html", new byte[3]);
    HttpRequest delete = HttpRequest.newBuilder(base.resolve("/api/runs/" + run)).DELETE().build();

    assertThat(send(delete, BodyHandlers.ofString()).statusCode()).isEqualTo(204);

    assertThat(labels()).contains("other").doesNotContain(run);
    assertThat(get(path("report.html")).statusCode()).isEqualTo(404);
    assertThat(get("/api/runs/other/files/report.html").statusCode()).isEqualTo(200);
    assertThat(store.count("other")).isEqualTo(1);
    assertThat(put(path("scenario.yaml"), new byte[1], "If-None-Match", "*").statusCode())
        .isEqualTo(204);
    send(delete, BodyHandlers.ofString());
    assertThat(problem(send(delete, BodyHandlers.ofString()), 404).get("detail").textValue())
        .isEqualTo("there is no run " + run);
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
