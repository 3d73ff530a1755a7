package io.nearfar.edge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nearfar.edge.rig.Ask;
import io.nearfar.edge.rig.EdgeTest;
import io.nearfar.model.scenario.ScenarioReader;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ConsoleTest extends EdgeTest {

  private JsonNode json(String path) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type").orElseThrow())
        .startsWith("application/json");
    return new ObjectMapper().readTree(response.body());
  }

  private JsonNode problem(String path, int status) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("content-type").orElseThrow())
        .startsWith("application/problem+json");
    JsonNode problem = new ObjectMapper().readTree(response.body());
    assertThat(problem.get("status").intValue()).isEqualTo(status);
    assertThat(problem.get("title").textValue()).isNotBlank();
    assertThat(problem.get("detail").textValue()).isNotBlank();
    return problem;
  }

  @Test
  void showsThePolicy() throws Exception {
    JsonNode policy = json("/api/policy");
    assertThat(policy.get("policy").textValue()).isEqualTo("greedy");
    assertThat(policy.get("decisionModel").textValue()).isEqualTo("example-vote reader");
    assertThat(policy.get("epsilon").doubleValue()).isZero();
    long decided = policy.get("decided").longValue();
    answer(Ask.near().tokens(1));
    answer(Ask.near().tokens(1).model("nearfar-local"));
    policy = json("/api/policy");
    assertThat(policy.get("decided").longValue()).isEqualTo(decided + 1);
    assertThat(policy.get("modelCalls").longValue()).isPositive();
    assertThat(policy.get("promptTokens").isNumber()).isTrue();
    assertThat(policy.get("replyTokens").isNumber()).isTrue();
    assertThat(policy.get("modelSeconds").doubleValue()).isNotNegative();
  }

  @Test
  void saysWhichNodeItIs() throws Exception {
    assertThat(json("/api/node").toString())
        .isEqualTo("{\"site\":\"site\",\"run\":\"live\",\"scenario\":\"quick\"}");
  }

  @Test
  void hasAPageThatNeedsNothingButItsOwnApi() {
    HttpResponse<String> page = get("/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("content-type").orElseThrow()).startsWith("text/html");
    assertThat(page.body())
        .contains("connect-src 'self'")
        .doesNotContain("http://", "https://", "src=", "@import", "url(", "innerHTML");
    List<String> fetched =
        Pattern.compile("(?:get\\('|href=\")((?:api|q)/[^'\"]+)['\"]")
            .matcher(page.body())
            .results()
            .map(link -> link.group(1))
            .toList();
    assertThat(fetched)
        .contains("api/node", "api/policy", "api/tasks?limit=20", "api/runs")
        .allSatisfy(path -> assertThat(get("/" + path).statusCode()).as(path).isEqualTo(200));
  }

  @Test
  void showsTheModelsAndTheBackhaul() throws Exception {
    JsonNode models = json("/api/models");
    assertThat(models.findValuesAsText("name")).containsExactly("near-model", "far-model");
    assertThat(models.findValuesAsText("tier")).containsExactly("edge", "cloud");
    assertThat(models.at("/0/ttftSeconds").doubleValue()).isEqualTo(.02);
    assertThat(models.at("/0/tpotSeconds").doubleValue()).isEqualTo(.005);
    JsonNode backhaul = json("/api/backhaul");
    assertThat(backhaul.get("samples").longValue()).isPositive();
    assertThat(backhaul.get("estimateSeconds").doubleValue()).isNotNegative();
    assertThat(backhaul.get("lastSeconds").doubleValue()).isNotNegative();
    assertThat(backhaul.get("breaker").textValue()).isEqualTo("CLOSED");
  }

  @Test
  void showsTheScenarioAsAFileThatCanBeReadAgain() {
    HttpResponse<String> scenario = get("/api/scenario");
    assertThat(scenario.headers().firstValue("content-type").orElseThrow())
        .startsWith("application/yaml");
    assertThat(ScenarioReader.read(scenario.body(), "scenario").pair().edge().name())
        .isEqualTo("near-model");
  }

  @Test
  void showsThePromptThatWouldBeAsked() {
    assertThat(get("/api/prompt").body()).contains("condition: short, regular\n\nReply");
    assertThat(get("/api/prompt?keywords=long,%20quality-preferred").body())
        .contains("condition: long, quality-preferred\n\nReply");
    assertThat(get("/api/prompt").headers().firstValue("content-type").orElseThrow())
        .startsWith("text/plain");
  }

  @ParameterizedTest
  @ValueSource(strings = {"huge,regular", "short", "short,regular,more", "regular,short", "%22"})
  void refusesKeywordsThatAreNone(String keywords) throws Exception {
    assertThat(problem("/api/prompt?keywords=" + keywords, 400).get("detail").textValue())
        .contains("keywords is", "short, long", "quality-preferred");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/tasks?limit=0, 'limit is \"0\"; it must be a whole number from 1 to 1000'",
    "/api/tasks?limit=1001, 'limit is \"1001\"; it must be a whole number from 1 to 1000'",
    "/api/tasks?limit=x, 'limit is \"x\"; it must be a whole number from 1 to 1000'",
    "/api/runs/x/tasks?limit=1.5, 'limit is \"1.5\"; it must be a whole number from 1 to 10000'",
    "/api/runs/x/tasks?after=-1, 'after is \"-1\"; it must be a whole number from 0 to"
        + " 9223372036854775807'",
  })
  void refusesWhatIsNoNumberInRange(String path, String detail) throws Exception {
    assertThat(problem(path, 400).get("detail").textValue()).isEqualTo(detail);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/nothing", "/api/runs/x/files", "/api"})
  void hasAProblemForWhatIsNotThere(String path) throws Exception {
    problem(path, 404);
  }

  @Test
  void pagesThroughTheTasksOfARun() throws Exception {
    for (int i = 0; i < 5; i++) {
      answer(Ask.near().tokens(1).with("Nearfar-Task", "t" + i));
    }
    taskRecords(5);
    assertThat(json("/api/runs/" + run).get("tasks").intValue()).isEqualTo(5);
    JsonNode first = json("/api/runs/" + run + "/tasks?limit=3");
    assertThat(first.get("tasks").findValuesAsText("id")).containsExactly("t0", "t1", "t2");
    JsonNode second =
        json("/api/runs/" + run + "/tasks?limit=3&after=" + first.get("last").longValue());
    assertThat(second.get("tasks").findValuesAsText("id")).containsExactly("t3", "t4");
    JsonNode third = json("/api/runs/" + run + "/tasks?after=" + second.get("last").longValue());
    assertThat(third.get("tasks")).isEmpty();
    assertThat(third.get("last")).isEqualTo(second.get("last"));
    assertThat(json("/api/tasks?limit=2").findValuesAsText("id")).containsExactly("t4", "t3");
    JsonNode task = first.at("/tasks/0");
    assertThat(task.get("run").textValue()).isEqualTo(run);
    assertThat(task.get("tier").textValue()).isEqualTo("edge");
    assertThat(task.get("ending").textValue()).isEqualTo("completed");
    assertThat(task.at("/choice/decision").textValue()).isEqualTo("local");
    assertThat(task.at("/task/serviceType").textValue()).isEqualTo("regular");
  }

  @Test
  void aRunThatNobodyKnowsHasNoTasks() throws Exception {
    assertThat(json("/api/runs/nobody").get("tasks").intValue()).isZero();
    assertThat(json("/api/runs/nobody/tasks").get("tasks")).isEmpty();
  }

  @Test
  void aScenarioWithoutACellHasNone() throws Exception {
    assertThat(problem("/api/cell", 404).get("detail").textValue())
        .isEqualTo("scenario quick has no cell: its radio rate is not \"cell\"");
    assertThat(metrics().text()).doesNotContain("nearfar_cell");
  }

  @Test
  void describesItself() throws Exception {
    JsonNode paths = new ObjectMapper().readTree(get("/q/openapi?format=json").body()).get("paths");
    assertThat(paths.fieldNames())
        .toIterable()
        .contains(
            "/v1/chat/completions",
            "/v1/models",
            "/v1/models/{id}",
            "/api/tasks",
            "/api/runs",
            "/api/runs/{run}",
            "/api/runs/{run}/files/{name}",
            "/api/runs/{run}/tasks",
            "/api/experience",
            "/api/prompt",
            "/api/node",
            "/api/policy",
            "/api/models",
            "/api/backhaul",
            "/api/cell",
            "/api/scenario");
  }
}
