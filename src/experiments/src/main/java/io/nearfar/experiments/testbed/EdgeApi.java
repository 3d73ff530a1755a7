package io.nearfar.experiments.testbed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.nearfar.experiments.Failure;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the edge tells about itself and its runs. */
final class EdgeApi {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int PAGE = 1000;
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private final PatientHttp http;
  private final URI edge;

  EdgeApi(HttpClient http, URI edge) {
    this(new PatientHttp(http, Duration.ZERO), edge);
  }

  private EdgeApi(PatientHttp http, URI edge) {
    this.http = http;
    this.edge = edge;
  }

  /** The same, asking again for so long while the edge says that it cannot answer now. */
  EdgeApi patient(Duration patience) {
    return new EdgeApi(new PatientHttp(http.http(), patience), edge);
  }

  /**
   * Makes sure that an edge answers.
   *
   * @throws Failure when none does
   */
  void probe() throws InterruptedException {
    JsonNode models = json("/v1/models");
    if (!models.path("data").isArray()) {
      throw new Failure(edge + " is no edge: /v1/models lists no models");
    }
  }

  /**
   * Makes sure that the edge says it is ready.
   *
   * @throws Failure when it does not
   */
  void requireReady() throws InterruptedException {
    HttpResponse<String> response = get("/q/health/ready");
    if (response.statusCode() == 503) {
      throw new Failure("the edge at " + edge + " is not ready");
    }
    requireOk(response);
  }

  /** The name of the decision model as the edge states it; empty when its policy asks none. */
  Optional<String> decisionModel() throws InterruptedException {
    JsonNode name = json("/api/policy").path("decisionModel");
    return name.isTextual() ? Optional.of(name.textValue()) : Optional.empty();
  }

  /**
   * What an edge has behind it.
   *
   * @param decidedTasks tasks its policy has decided since its start
   * @param poolVersion how often its experience pool has changed, recalled experience included; 0
   *     without a pool
   */
  record Past(long decidedTasks, long poolVersion) {
    boolean isNew() {
      return decidedTasks == 0 && poolVersion == 0;
    }
  }

  /** What the edge has behind it now. */
  Past past() throws InterruptedException {
    JsonNode policy = json("/api/policy");
    return new Past(policy.path("decided").asLong(), policy.path("poolVersion").asLong());
  }

  /** The label of requests that state none. */
  String run() throws InterruptedException {
    return json("/api/node").path("run").asText();
  }

  /**
   * The scenario that the edge runs.
   *
   * @throws io.nearfar.model.scenario.ScenarioException when it has another shape here
   */
  Scenario scenario() throws InterruptedException {
    String path = "/api/scenario";
    return ScenarioReader.read(text(path), edge.resolve(path).toString());
  }

  /**
   * What an edge has of a run.
   *
   * @param tasks records in its database
   * @param files published
   */
  record Holding(int tasks, int files) {
    boolean isNothing() {
      return tasks == 0 && files == 0;
    }
  }

  /** What the edge has of a run now. */
  Holding holding(String run) throws InterruptedException {
    JsonNode held = json("/api/runs/" + run);
    return new Holding(held.path("tasks").asInt(), held.path("files").size());
  }

  /** How many task records of a run are in the database. */
  int recordedTasks(String run) throws InterruptedException {
    return holding(run).tasks();
  }

  /**
   * Makes sure that the cloud node answers the edge, and serves the model that the edge promises.
   *
   * @throws Failure when it does not
   */
  void requireCloud() throws InterruptedException {
    String serves = cloudServes();
    if (serves.equals("UNKNOWN")) {
      throw new Failure("the cloud node behind the edge at " + edge + " does not answer it");
    }
    requireCloudOfTheScenario(serves);
  }

  private String cloudServes() throws InterruptedException {
    return json("/api/backhaul").path("cloudServes").asText();
  }

  /**
   * Makes sure that a cloud node that answers serves the model that the edge promises.
   *
   * @throws Failure when it does not
   */
  void requireCloudOfTheScenario() throws InterruptedException {
    requireCloudOfTheScenario(cloudServes());
  }

  private void requireCloudOfTheScenario(String serves) {
    if (serves.equals("ANOTHER_MODEL")) {
      throw new Failure(
          "the cloud node behind the edge at "
              + edge
              + " serves another model than the scenario's, or with other figures"
              + "\nStart the cloud node with the edge's scenario: -Dnearfar.scenario=FILE");
    }
  }

  /** All task records of a run, in the order they were recorded. */
  List<TaskRecord> tasks(String run) throws InterruptedException {
    List<TaskRecord> records = new ArrayList<>();
    long after = 0;
    while (true) {
      String path = "/api/runs/" + run + "/tasks?after=" + after + "&limit=" + PAGE;
      JsonNode page = json(path);
      List<TaskRecord> rows = rows(page, path);
      if (rows.isEmpty()) {
        return records;
      }
      records.addAll(rows);
      after = page.path("last").asLong();
    }
  }

  private List<TaskRecord> rows(JsonNode page, String path) {
    try {
      return MAPPER.convertValue(page.path("tasks"), new TypeReference<List<TaskRecord>>() {});
    } catch (IllegalArgumentException e) {
      throw new Failure(
          edge.resolve(path) + " returned task records of another shape: " + firstLine(e), e);
    }
  }

  private static String firstLine(Exception e) {
    return e.getMessage().lines().findFirst().orElse("");
  }

  private JsonNode json(String path) throws InterruptedException {
    String text = text(path);
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new Failure(edge.resolve(path) + " answered no JSON: " + ErrorBody.shorten(text), e);
    }
  }

  private String text(String path) throws InterruptedException {
    HttpResponse<String> response = get(path);
    requireOk(response);
    return response.body();
  }

  private HttpResponse<String> get(String path) throws InterruptedException {
    return http.send(
        HttpRequest.newBuilder(edge.resolve(path)).timeout(TIMEOUT).GET().build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static void requireOk(HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      throw new Failure(
          response.uri()
              + " answered status "
              + response.statusCode()
              + ": "
              + ErrorBody.message(response.body()));
    }
  }
}
