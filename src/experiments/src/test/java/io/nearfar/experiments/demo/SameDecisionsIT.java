package io.nearfar.experiments.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nearfar.experiments.simulate.Simulation;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.policy.Feedback;
import io.nearfar.model.policy.Origin;
import io.nearfar.model.policy.PolicyKind;
import io.nearfar.model.policy.Situation;
import io.nearfar.model.policy.icl.ExampleVoteReader;
import io.nearfar.model.scenario.DeployedPolicy;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioReader;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Task;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same tasks and the same seed get the same decisions from the simulator and from a live edge
 * agent, task by task, while the policy explores and learns.
 *
 * <p>Both serve one task after the other, so both learn of a task before they decide the next: the
 * simulator because arrivals lie farther apart than any answer takes, the agent because the next
 * request goes out on the same connection after the whole answer, and the agent learns in the step
 * of the connection's event loop that ends an answer. What the two cannot have in common is the
 * reward to the last digit, which one measures and the other computes; so tasks and seed are chosen
 * such that no answer that comes up to {@link #LATE_SECONDS} late changes a decision.
 */
class SameDecisionsIT {

  private static final double LATE_SECONDS = 0.1;

  private static final String SCENARIO =
      """
      name: same-decisions
      seed: 18
      users: 1
      models:
        edge:
          model: near-model
          prefill: {law: constant, ttftSeconds: 0.02}
          tokensPerSecond: 100
          arenaElo: 1200
          mmlu: 0.6
        cloud:
          model: far-model
          prefill: {law: constant, ttftSeconds: 0.07}
          tokensPerSecond: 100
          arenaElo: 1300
          mmlu: 0.8
      backhaulSeconds: 0
      delivery: streamed
      sizeClasses:
        - {name: short, from: 1, below: 31}
        - {name: long, from: 31, below: 70}
      arrivals: {process: trace, regular: "%s", qualityPreferred: "%s"}
      policy:
        name: %s
        exploration: {start: 1, end: 0.1, overTasks: 16}
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** What is decided about a task, in words. */
  private record Decided(
      String task, String condition, String decision, String origin, String tier) {

    static Decided of(TaskRecord task) {
      return new Decided(
          task.id(),
          String.join(", ", task.condition().keywords()),
          task.choice().decision().word(),
          task.choice().origin().word(),
          task.tier().word());
    }

    static Decided of(JsonNode task) {
      List<String> keywords = new ArrayList<>();
      task.at("/condition/keywords").forEach(keyword -> keywords.add(keyword.textValue()));
      return new Decided(
          task.get("id").textValue(),
          String.join(", ", keywords),
          task.at("/choice/decision").textValue(),
          task.at("/choice/origin").textValue(),
          task.get("tier").textValue());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"icl", "latest", "random"})
  void theLiveAgentDecidesAsTheSimulatorDoes(String policy) throws Exception {
    Scenario scenario = scenario(policy);
    List<TaskRecord> simulated = Simulation.run(scenario, new ExampleVoteReader());
    assertThatTheRunSaysSomething(scenario, simulated);

    List<Decided> live = serve(scenario, simulated);

    assertThat(live).isEqualTo(simulated.stream().map(Decided::of).toList());
  }

  private static void assertThatTheRunSaysSomething(Scenario scenario, List<TaskRecord> tasks) {
    assertThat(tasks).extracting(task -> task.choice().decision()).contains(Decision.values());
    if (scenario.policy().name() == PolicyKind.ICL) {
      assertThat(tasks)
          .extracting(task -> task.choice().origin())
          .contains(Origin.EXPLORED, Origin.MODEL, Origin.CACHED);
    }
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 100; round++) {
      DeployedPolicy policy = DeployedPolicy.of(scenario, new ExampleVoteReader());
      for (int i = 0; i < tasks.size(); i++) {
        TaskRecord task = tasks.get(i);
        Situation situation =
            Situation.of(task.task(), scenario.sizeClasses(), scenario.analyticModel(), 0);
        assertThat(policy.policy().decide(situation, i).toCompletableFuture().join())
            .as("task %d when answers come late", i)
            .isEqualTo(task.choice());
        policy
            .policy()
            .learn(
                new Feedback(
                    task.task(),
                    task.condition(),
                    task.choice().decision(),
                    task.verdict().reward() - random.nextDouble(LATE_SECONDS),
                    task.verdict().feasible()));
      }
    }
  }

  /** Short and long tasks of both types in a drawn order. */
  private Scenario scenario(String policy) throws Exception {
    Map<ServiceType, List<String>> rows = new LinkedHashMap<>();
    List<Task> tasks = new ArrayList<>();
    for (ServiceType type : ServiceType.values()) {
      rows.put(type, new ArrayList<>(List.of("TIMESTAMP,ContextTokens,GeneratedTokens")));
      for (int tokens : new int[] {5, 15, 15, 25, 25, 35, 45, 45, 55, 55, 65, 65}) {
        tasks.add(new Task(0, type, 3, tokens));
      }
    }
    Collections.shuffle(tasks, new Random(6));
    LocalDateTime at = LocalDateTime.of(2023, 11, 16, 18, 0);
    for (Task task : tasks) {
      rows.get(task.serviceType())
          .add(
              at.format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSSS"))
                  + ","
                  + task.promptTokens()
                  + ","
                  + task.outputTokens());
      at = at.plusSeconds(10);
    }
    List<Path> files = new ArrayList<>();
    for (ServiceType type : ServiceType.values()) {
      files.add(Files.write(directory.resolve(type.word() + ".csv"), rows.get(type)));
    }
    return ScenarioReader.read(
        SCENARIO.formatted(files.get(0), files.get(1), policy), "same-decisions.yaml");
  }

  private List<Decided> serve(Scenario scenario, List<TaskRecord> tasks) throws Exception {
    try (Stack stack =
        Stack.start(
            BuiltNodes.find(),
            scenario,
            Map.of(),
            directory.resolve("logs"),
            new PrintStream(OutputStream.nullOutputStream()))) {
      for (int i = 0; i < 20; i++) {
        ask(
            stack.edge(),
            i % 2 == 0 ? "nearfar-local" : "nearfar-offload",
            "warm-up",
            "w" + i,
            tasks.get(0).task());
      }
      for (TaskRecord task : tasks) {
        ask(stack.edge(), "nearfar", "measured", task.id(), task.task());
      }
      return decided(stack.edge(), tasks.size());
    }
  }

  private void ask(URI edge, String model, String run, String id, Task task) throws Exception {
    String body =
        "{\"model\":\"%s\",\"stream\":true,\"ignore_eos\":true,\"max_tokens\":%d,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"
            .formatted(model, task.outputTokens());
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(edge.resolve("/v1/chat/completions"))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("Nearfar-User", "0")
                .header("Nearfar-Service-Type", task.serviceType().word())
                .header("Nearfar-Run", run)
                .header("Nearfar-Task", id)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).endsWith("data: [DONE]\n\n");
  }

  /** The decisions of the run in the order of the tasks, as soon as all are recorded. */
  private List<Decided> decided(URI edge, int tasks) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(edge.resolve("/api/runs/measured/tasks")).build();
    List<Decided> decided = new ArrayList<>();
    for (int tries = 0; tries < 200 && decided.size() < tasks; tries++) {
      Thread.sleep(100);
      decided.clear();
      JSON.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body())
          .get("tasks")
          .forEach(task -> decided.add(Decided.of(task)));
    }
    return decided;
  }
}
