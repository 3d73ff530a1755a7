package io.nearfar.experiments.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.nearfar.experiments.Failure;
import io.nearfar.experiments.Scenarios;
import io.nearfar.experiments.result.ClientRecord;
import io.nearfar.experiments.result.RunDirectory;
import io.nearfar.experiments.result.RunFacts;
import io.nearfar.experiments.simulate.Simulation;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.policy.icl.ExampleVoteReader;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestbedTest {

  private static final String RUN = "run-1";

  @TempDir private Path directory;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Scenario scenario =
      Scenarios.of(
          "delivery: streamed",
          "sizeClasses: [{name: few, from: 1, below: 5}]",
          "arrivals: {process: poisson, ratePerSecond: 200, durationSeconds: 0.1}");

  /** What an edge would have recorded: a simulation of the same scenario stands in for it. */
  private final List<TaskRecord> recorded = Simulation.run(scenario, new ExampleVoteReader());

  @Test
  void writesWhatUsersSawAndWhatTheEdgeRecorded() throws Exception {
    try (ScriptedEdge edge = new ScriptedEdge(TestbedTest::answer)) {
      publish(edge, recorded);

      testbed(edge.root(), 2).run(out());

      RunDirectory results = RunDirectory.open(directory.resolve("results"));
      assertThat(results.tasks()).isEqualTo(recorded);
      List<ClientRecord> clients = results.clients().orElseThrow();
      assertThat(clients).extracting(ClientRecord::task).isEqualTo(ids());
      assertThat(clients).allSatisfy(c -> assertThat(c.error()).isEmpty());
      for (int i = 0; i < clients.size(); i++) {
        assertThat(clients.get(i).outputTokens()).isEqualTo(recorded.get(i).task().outputTokens());
        assertThat(clients.get(i).user()).isEqualTo(recorded.get(i).task().user().orElseThrow());
      }
      assertThat(ScenarioReader.read(results.scenario(), "as run")).isEqualTo(scenario);
      RunFacts facts = results.facts();
      assertThat(facts.run()).isEqualTo(RUN);
      assertThat(facts.clock()).isEqualTo(RunFacts.Clock.REAL);
      assertThat(facts.edgeUrl()).hasValue(edge.root().toString());
      assertThat(facts.decisionModel()).isEqualTo("example-vote reader");
      assertThat(facts.nodeFigures()).containsKey("client_send_lateness_p99_seconds");
      assertThat(said()).doesNotContain("not new");
    }
  }

  @Test
  void saysThatAnEdgeHasLearntBefore() throws Exception {
    try (ScriptedEdge edge = new ScriptedEdge(TestbedTest::answer)) {
      publish(edge, recorded);
      edge.page("/api/policy", policy(70, 6));

      testbed(edge.root(), 0).run(out());

      assertThat(said()).contains("the edge is not new: it has decided 70 tasks", "6 times");
      assertThat(RunDirectory.open(directory.resolve("results")).facts().nodeFigures())
          .containsEntry("edge_tasks_decided_before", 70.0)
          .containsEntry("edge_pool_version_before", 6.0);
    }
  }

  @Test
  void waitsUntilTheEdgeRunsTheScenarioAndKeepsRunningIt() throws Exception {
    try (ScriptedEdge edge = new ScriptedEdge(TestbedTest::answer)) {
      publish(edge, recorded);
      edge.page("/q/health/ready", "{}");
      edge.page("/api/backhaul", cloudServes("OUR_MODEL"));
      // As during a rolling update: not there, old, new, old again, and new from then on.
      String old = ScenarioReader.write(scenario.withSeed(99));
      String fresh = ScenarioReader.write(scenario);
      Deque<Optional<String>> answers =
          new ArrayDeque<>(
              List.of(Optional.empty(), Optional.of(old), Optional.of(fresh), Optional.of(old)));
      AtomicInteger asked = new AtomicInteger();
      edge.page(
          "/api/scenario",
          () -> {
            asked.incrementAndGet();
            return answers.isEmpty() ? fresh : answers.poll().orElse(null);
          });

      new EdgeWait(Duration.ofSeconds(20), Duration.ofMillis(1))
          .until(edge.root(), scenario, Optional.empty(), out());

      assertThat(asked).hasValue(4 + 3);
      assertThat(said()).contains("waiting: ", "runs another scenario: its seed is 99");
    }
  }

  @Test
  void givesUpWaitingWithWhatWasWrong() throws Exception {
    try (ScriptedEdge edge = new ScriptedEdge(TestbedTest::answer)) {
      EdgeWait wait = new EdgeWait(Duration.ofMillis(50), Duration.ofMillis(10));
      publishScenario(edge, scenario.withSeed(99));
      assertThatThrownBy(() -> wait.until(edge.root(), scenario, Optional.empty(), out()))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("/q/health/ready answered status 404");
      edge.page("/q/health/ready", "{}");
      assertThatThrownBy(() -> wait.until(edge.root(), scenario, Optional.empty(), out()))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("runs another scenario: its seed is 99, here it is 1");
    }
  }

  @Test
  void waitsForACloudNodeThatServesTheModelOfTheScenario() throws Exception {
    try (ScriptedEdge edge = new ScriptedEdge(TestbedTest::answer)) {
      publishScenario(edge, scenario);
      edge.page("/q/health/ready", "{}");
      Deque<String> served = new ArrayDeque<>(List.of("UNKNOWN", "ANOTHER_MODEL", "ANOTHER_MODEL"));
      edge.page("/api/backhaul", () -> cloudServes(served.isEmpty() ? "OUR_MODEL" : served.poll()));

      new EdgeWait(Duration.ofSeconds(20), Duration.ofMillis(1))
          .until(edge.root(), scenario, Optional.empty(), out());

      assertThat(said())
          .contains(
              "waiting: the cloud node behind the edge at " + edge.root() + " does not answer it",
              "waiting: the cloud node behind the edge at "
                  + edge.root()
                  + " serves another model than the scenario's");
    }
  }

  @Test
  void refusesACloudNodeThatServesAnotherModel() throws IOException {
    try (ScriptedEdge edge = new ScriptedEdge(TestbedTest::answer)) {
      publishScenario(edge, scenario);
      edge.page("/api/backhaul", cloudServes("ANOTHER_MODEL"));

      assertThatThrownBy(() -> testbed(edge.root(), 0).run(out()))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("serves another model than the scenario's");
      assertThat(edge.requests()).isEmpty();
    }
  }

  @Test
  void waitsForTheEdgeOfTheRun() throws Exception {
    try (ScriptedEdge edge = new ScriptedEdge(TestbedTest::answer)) {
      publishScenario(edge, scenario);
      edge.page("/q/health/ready", "{}");
      edge.page("/api/backhaul", cloudServes("NOT_ASKED"));
      AtomicInteger asked = new AtomicInteger();
      edge.page(
          "/api/node",
          () -> "{\"run\":\"" + (asked.incrementAndGet() > 2 ? "next" : "live") + "\"}");

      new EdgeWait(Duration.ofSeconds(20), Duration.ofMillis(1))
          .until(edge.root(), scenario, Optional.of("next"), out());

      assertThat(asked).hasValue(2 + 3);
      assertThat(said()).contains("is of run live, not of next");
    }
  }

  @Test
  void waitsForADatabaseThatIsAwayAtTheEnd() throws Exception {
    try (ScriptedEdge edge = new ScriptedEdge(TestbedTest::answer)) {
      publish(edge, recorded);
      edge.away("/api/runs/" + RUN, 1);
      edge.away("/api/policy", 1);

      testbed(edge.root(), 0).run(out());

      assertThat(RunDirectory.open(directory.resolve("results")).tasks()).isEqualTo(recorded);
    }
  }

  @Test
  void keepsTheWarmUpOutOfTheRun() throws Exception {
    try (ScriptedEdge edge = new ScriptedEdge(TestbedTest::answer)) {
      publish(edge, recorded);

      testbed(edge.root(), 2).run(out());

      List<ScriptedEdge.Request> warmUp = edge.requests().subList(0, 4);
      assertThat(warmUp)
          .extracting(r -> r.body().path("model").textValue())
          .containsExactlyInAnyOrder(
              "nearfar-local", "nearfar-local", "nearfar-offload", "nearfar-offload");
      assertThat(warmUp)
          .allSatisfy(
              r -> {
                assertThat(r.headers().getFirst("Nearfar-Warm-Up")).isEqualTo("true");
                assertThat(r.headers().getFirst("Nearfar-Run")).isNull();
              });
      assertThat(edge.requests().subList(4, edge.requests().size()))
          .hasSameSizeAs(recorded)
          .allSatisfy(
              r -> {
                assertThat(r.headers().getFirst("Nearfar-Warm-Up")).isNull();
                assertThat(r.headers().getFirst("Nearfar-Run")).isEqualTo(RUN);
              });
    }
  }

  @Test
  void keepsFailedTasksAmongWhatUsersSaw() throws Exception {
    try (ScriptedEdge edge =
        new ScriptedEdge(
            (request, reply) -> {
              if (request.task().equals("3")) {
                reply.json(503, "{\"error\":{\"message\":\"too busy\"}}");
              } else {
                answer(request, reply);
              }
            })) {
      publish(edge, recorded);

      testbed(edge.root(), 0).run(out());

      List<ClientRecord> clients =
          RunDirectory.open(directory.resolve("results")).clients().orElseThrow();
      assertThat(clients).hasSameSizeAs(recorded);
      assertThat(clients.get(3).error()).hasValue("status 503: too busy");
      assertThat(clients.stream().filter(c -> c.error().isPresent())).hasSize(1);
      assertThat(said()).contains(recorded.size() - 1 + " answered, 1 failed, 0 running");
    }
  }

  @Test
  void failsWhenNothingWasAnswered() throws IOException {
    try (ScriptedEdge edge =
        new ScriptedEdge((request, reply) -> reply.json(404, "{\"detail\":\"no such model\"}"))) {
      publishScenario(edge, scenario);
      assertThatThrownBy(() -> testbed(edge.root(), 0).run(out()))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("none of " + recorded.size() + " tasks was answered")
          .hasMessageContaining("status 404: no such model");
    }
  }

  @Test
  void refusesAnEdgeWithAnotherScenario() throws IOException {
    try (ScriptedEdge edge = new ScriptedEdge(TestbedTest::answer)) {
      publishScenario(edge, scenario.withSeed(42));

      assertThatThrownBy(() -> testbed(edge.root(), 1).run(out()))
          .isInstanceOf(Failure.class)
          .hasMessage(
              "the edge at "
                  + edge.root()
                  + " runs another scenario: its seed is 42, here it is 1"
                  + "\nStart the edge with this one: -Dnearfar.scenario=FILE");
      assertThat(edge.requests()).isEmpty();
    }
  }

  @Test
  void refusesALabelThatTheEdgeHasTasksOf() throws IOException {
    try (ScriptedEdge edge = new ScriptedEdge(TestbedTest::answer)) {
      publishScenario(edge, scenario);
      edge.page("/api/runs/" + RUN, runWith(3));

      assertThatThrownBy(() -> testbed(edge.root(), 1).run(out()))
          .isInstanceOf(Failure.class)
          .hasMessageContaining(
              "has 3 task records and 0 published files of a run " + RUN + " already")
          .hasMessageContaining("--run NAME");
      assertThat(edge.requests()).isEmpty();
    }
  }

  @Test
  void refusesALabelUnderWhichTheEdgeHasFiles() throws IOException {
    try (ScriptedEdge edge = new ScriptedEdge(TestbedTest::answer)) {
      publishScenario(edge, scenario);
      edge.page(
          "/api/runs/" + RUN,
          "{\"run\":\"" + RUN + "\",\"tasks\":0,\"files\":[{\"name\":\"scenario.yaml\"}]}");

      assertThatThrownBy(() -> testbed(edge.root(), 1).run(out()))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("has 0 task records and 1 published files of a run " + RUN);
      assertThat(edge.requests()).isEmpty();
    }
  }

  @Test
  void failsWhenTheEdgeHasNoRecordOfAnAnsweredTask() throws IOException {
    try (ScriptedEdge edge = new ScriptedEdge(TestbedTest::answer)) {
      publishScenario(edge, scenario);
      edge.page("/api/runs/" + RUN + "/tasks?after=0&limit=1000", "{\"tasks\":[],\"last\":0}");
      Duration moment = Duration.ofMillis(1);

      assertThatThrownBy(
              () ->
                  testbed(edge.root(), 0)
                      .run(out(), api -> new RecordCollection(api, moment, moment, moment)))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("has 0 records of " + recorded.size() + " answered tasks");
    }
  }

  @Test
  void waitsForRecordsAsLongAsMoreOfThemCome() throws Exception {
    try (ScriptedEdge edge = new ScriptedEdge(TestbedTest::answer)) {
      publish(edge, recorded);
      AtomicInteger asked = new AtomicInteger();
      edge.page(
          "/api/runs/" + RUN, () -> runWith(Math.min(asked.getAndIncrement(), recorded.size())));
      EdgeApi api = new EdgeApi(HttpClient.newHttpClient(), edge.root());
      RecordCollection collection =
          new RecordCollection(
              api, Duration.ofMillis(100), Duration.ofMillis(1), Duration.ofMillis(1500));

      // Longer altogether than the deadline of standing still.
      assertThat(collection.collect(RUN, recorded.size(), recorded.size())).isEqualTo(recorded);
      assertThat(asked.get()).isGreaterThan(recorded.size());
    }
  }

  @Test
  void doesNotCountAnOutageAgainstRecordsThatAreStillToCome() throws Exception {
    try (ScriptedEdge edge = new ScriptedEdge(TestbedTest::answer)) {
      publish(edge, recorded);
      AtomicInteger asked = new AtomicInteger();
      edge.page(
          "/api/runs/" + RUN,
          () -> {
            int time = asked.incrementAndGet();
            if (time == 2) {
              pause(1500);
            }
            return runWith(time <= 2 ? 1 : recorded.size());
          });
      EdgeApi api = new EdgeApi(HttpClient.newHttpClient(), edge.root());
      RecordCollection collection =
          new RecordCollection(
              api, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1000));

      collection.collect(RUN, recorded.size(), recorded.size());
      assertThat(asked).hasValue(3);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void asksAgainWhatIsRefusedForNowInTheWarmUp() throws Exception {
    Set<String> refused = ConcurrentHashMap.newKeySet();
    try (ScriptedEdge edge =
        new ScriptedEdge(
            (request, reply) -> {
              // All of one tier, as a circuit breaker does.
              if (request.task().startsWith("nearfar-offload") && refused.add(request.task())) {
                reply.json(503, "{\"error\":{\"message\":\"busy\"}}");
              } else {
                answer(request, reply);
              }
            })) {
      publish(edge, recorded);

      testbed(edge.root(), 10).run(out());

      assertThat(edge.requests()).hasSize(20 + 10 + recorded.size());
      assertThat(RunDirectory.open(directory.resolve("results")).tasks()).isEqualTo(recorded);
    }
  }

  @Test
  void failsWhenTheWarmUpIsRefusedForTooLong() throws Exception {
    try (ScriptedEdge edge =
            new ScriptedEdge(
                (request, reply) -> reply.json(503, "{\"error\":{\"message\":\"busy\"}}"));
        EdgeClient client = new EdgeClient(Duration.ofSeconds(20))) {
      WarmUp impatient = new WarmUp(client, edge.root(), Duration.ofMillis(1));

      assertThatThrownBy(() -> impatient.run(1))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("warm-up request nearfar-local-0")
          .hasMessageContaining("status 503: busy");
    }
  }

  @Test
  void failsWhenTheWarmUpDoes() throws IOException {
    try (ScriptedEdge edge =
        new ScriptedEdge((request, reply) -> reply.json(500, "{\"detail\":\"broken\"}"))) {
      publishScenario(edge, scenario);
      assertThatThrownBy(() -> testbed(edge.root(), 1).run(out()))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("warm-up request nearfar-local-0")
          .hasMessageContaining("status 500: broken");
    }
  }

  @Test
  void failsWhereNoEdgeIs() throws IOException {
    URI gone;
    try (ScriptedEdge edge = new ScriptedEdge(TestbedTest::answer)) {
      gone = edge.root();
    }

    assertThatThrownBy(() -> testbed(gone, 0).run(out()))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("no edge answers at " + gone);
  }

  @Test
  void doesNotOverwriteARun() throws IOException {
    Path results = Files.createDirectory(directory.resolve("results"));
    Files.writeString(results.resolve("tasks.csv"), "precious");

    assertThatThrownBy(() -> testbed(URI.create("http://127.0.0.1:1"), 0).run(out()))
        .hasMessageContaining("already holds a run");
  }

  @Test
  void cancelsEverythingWhenInterrupted() throws IOException {
    Thread driver = Thread.currentThread();
    try (ScriptedEdge edge =
        new ScriptedEdge(
            (request, reply) -> {
              if (request.task().equals("0")) {
                driver.interrupt();
              }
              answer(request, reply);
            })) {
      publishScenario(edge, scenario);
      assertThatThrownBy(() -> testbed(edge.root(), 0).run(out()))
          .isInstanceOf(InterruptedException.class);
      assertThat(directory.resolve("results/clients.csv")).doesNotExist();
    }
  }

  private static void answer(ScriptedEdge.Request request, ScriptedEdge.Reply reply)
      throws IOException {
    reply.stream("local", request.body().path("max_tokens").intValue());
  }

  /** Two pages and an empty one, the latest task first: the testbed puts them in order. */
  private void publish(ScriptedEdge edge, List<TaskRecord> records) throws JsonProcessingException {
    publishScenario(edge, scenario);
    int half = records.size() / 2;
    tasks(edge, 0, 7, records.subList(half, records.size()));
    tasks(edge, 7, 9, records.subList(0, half));
    tasks(edge, 9, 9, List.of());
  }

  /** The scenario, and a run without tasks until the first one arrives. */
  private void publishScenario(ScriptedEdge edge, Scenario its) {
    edge.page("/api/scenario", ScenarioReader.write(its));
    edge.page("/api/policy", policy(0, 0));
    edge.page("/api/runs/" + RUN, () -> runWith(edge.requests().isEmpty() ? 0 : recorded.size()));
  }

  private static String policy(long decided, long poolVersion) {
    return "{\"decisionModel\":\"example-vote reader\",\"decided\":"
        + decided
        + ",\"poolVersion\":"
        + poolVersion
        + "}";
  }

  private static String cloudServes(String what) {
    return "{\"cloudServes\":\"" + what + "\"}";
  }

  private static String runWith(int tasks) {
    return "{\"run\":\"" + RUN + "\",\"tasks\":" + tasks + "}";
  }

  private static void tasks(ScriptedEdge edge, int after, int last, List<TaskRecord> records)
      throws JsonProcessingException {
    JsonMapper mapper =
        JsonMapper.builder().addModule(new Jdk8Module()).addModule(new JavaTimeModule()).build();
    edge.page(
        "/api/runs/" + RUN + "/tasks?after=" + after + "&limit=1000",
        "{\"tasks\":" + mapper.writeValueAsString(records) + ",\"last\":" + last + "}");
  }

  private Testbed testbed(URI edge, int warmUpPerTier) {
    return new Testbed(
        edge, scenario, RUN, warmUpPerTier, Duration.ofMinutes(1), directory.resolve("results"));
  }

  private List<String> ids() {
    return recorded.stream().map(TaskRecord::id).toList();
  }

  private PrintStream out() {
    return new PrintStream(said, true, StandardCharsets.UTF_8);
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }
}
