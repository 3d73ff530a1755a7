package io.nearfar.experiments.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import io.nearfar.experiments.Scenarios;
import io.nearfar.experiments.testbed.Testbed;
import io.nearfar.model.scenario.Scenario;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What dashboards and rules ask for is there: the metrics at the nodes, and data for every query in
 * a Prometheus that has watched a run, and the loss of the cloud node after it.
 */
class DashboardIT {

  private static final Scenario SCENARIO =
      Scenarios.of(
          "seed: 1",
          "users: 4",
          "models:",
          "  edge: {model: near, arenaElo: 1200, mmlu: 0.6, tokensPerSecond: 100,",
          "    prefill: {law: constant, ttftSeconds: 0.02}}",
          "  cloud: {model: far, arenaElo: 1300, mmlu: 0.8, tokensPerSecond: 100,",
          "    prefill: {law: constant, ttftSeconds: 0.05}}",
          "backhaulSeconds: 0.01",
          "delivery: streamed",
          "radio: {rate: cell}",
          "sizeClasses: [{name: short, from: 2, below: 20}, {name: long, from: 20, below: 50}]",
          "arrivals: {process: poisson, ratePerSecond: 25, durationSeconds: 8}",
          "policy: {name: icl, exploration: {start: 1, end: 0.3, overTasks: 100}}");

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Made by Prometheus and not by a node: whether a node answers. */
  private static final String UP = "up";

  @TempDir private static Path directory;

  private static Stack stack;
  private static Instant begin;
  private static Optional<PrometheusClient> prometheus;
  private static String exposed;

  @BeforeAll
  static void runAndLoseTheCloudNode() throws Exception {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    stack = Stack.start(BuiltNodes.find(), SCENARIO, Map.of(), directory.resolve("logs"), nowhere);
    begin = Instant.now();
    Optional<Prometheus> installed = Prometheus.installed(System.getenv("PATH"));
    prometheus =
        installed.isPresent()
            ? Optional.of(new PrometheusClient(stack.watch(installed.get())))
            : Optional.empty();
    new Testbed(stack.edge(), SCENARIO, "r", 5, Duration.ofSeconds(30), directory.resolve("run"))
        .run(nowhere);
    exposed = metrics(stack.edge()) + metrics(stack.cloud());
    lose(stack.cloud());
    for (int i = 0; i < 20; i++) {
      assertThat(ask("nearfar")).isEqualTo(200);
    }
    assertThat(ask("nearfar-offload")).isGreaterThanOrEqualTo(500);
  }

  @AfterAll
  static void stop() {
    if (stack != null) {
      stack.close();
    }
  }

  private static String metrics(URI node) throws IOException, InterruptedException {
    return PrometheusClient.get(node.resolve("/q/metrics"));
  }

  private static void lose(URI node) {
    ProcessHandle process =
        ProcessHandle.current()
            .children()
            .filter(
                child ->
                    Stream.of(child.info().arguments().orElse(new String[0]))
                        .anyMatch(("-Dquarkus.http.port=" + node.getPort())::equals))
            .findFirst()
            .orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }

  private static int ask(String model) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(stack.edge().resolve("/v1/chat/completions"))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("Nearfar-User", "1")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        """
                        {"model": "%s", "max_tokens": 5, "messages": [{"role": "user", "content": "Hello"}]}
                        """
                            .formatted(model)))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  /** The Prometheus that has watched; a place that tests everything must have one. */
  private static PrometheusClient watching() {
    return prometheus.orElseGet(
        () -> {
          String missing = "there is no program prometheus on the PATH";
          return System.getenv("CI") == null ? abort(missing) : fail(missing);
        });
  }

  @Test
  void aNodeHasEveryMetricThatIsAskedFor() throws IOException {
    Set<String> there =
        exposed
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split("[{ ]", 2)[0])
            .collect(Collectors.toSet());
    Set<String> recorded =
        ShownQuery.records().stream().map(ShownQuery::where).collect(Collectors.toSet());

    assertThat(ShownQuery.panels()).hasSizeGreaterThan(50);
    assertThat(recorded).isNotEmpty();
    assertThat(
            Stream.of(ShownQuery.panels(), ShownQuery.records(), ShownQuery.alerts())
                .flatMap(List::stream)
                .filter(query -> !missing(query, there, recorded).isEmpty())
                .map(query -> missing(query, there, recorded) + " of " + query))
        .isEmpty();
  }

  private static List<String> missing(ShownQuery query, Set<String> there, Set<String> recorded) {
    return PromQl.metrics(query.expression()).stream()
        .filter(name -> !there.contains(name) && !recorded.contains(name) && !name.equals(UP))
        .toList();
  }

  @Test
  void everyPanelShowsSomething() throws Exception {
    assertThat(withoutNumbers(ShownQuery.panels())).isEmpty();
  }

  @Test
  void everyRecordingRuleHasValues() throws Exception {
    assertThat(withoutNumbers(ShownQuery.records())).isEmpty();
  }

  /** When the alerts fire is tested beside the rules; here, that there is something to compare. */
  @Test
  void everyAlertHasSomethingToCompare() throws Exception {
    assertThat(
            withoutNumbers(
                ShownQuery.alerts().stream()
                    .map(
                        alert ->
                            new ShownQuery(
                                alert.where(), PromQl.withValueAlways(alert.expression()), true))
                    .toList()))
        .isEmpty();
  }

  /** Data may lack until they have been scraped twice, or a rule has been evaluated. */
  private static List<ShownQuery> withoutNumbers(List<ShownQuery> queries) throws Exception {
    PrometheusClient client = watching();
    Instant end = Instant.now().plus(PATIENCE);
    List<ShownQuery> empty = new ArrayList<>(queries);
    while (true) {
      for (ShownQuery query : List.copyOf(empty)) {
        if (client.numbers(query, begin) > 0) {
          empty.remove(query);
        }
      }
      if (empty.isEmpty() || Instant.now().isAfter(end)) {
        return empty;
      }
      Thread.sleep(200);
    }
  }

  @Test
  void everyRuleIsEvaluated() throws Exception {
    PrometheusClient client = watching();
    Instant end = Instant.now().plus(PATIENCE);
    List<JsonNode> rules = client.rules();
    while (rules.stream().anyMatch(rule -> health(rule).equals("unknown"))
        && Instant.now().isBefore(end)) {
      Thread.sleep(200);
      rules = client.rules();
    }

    assertThat(rules).hasSize(ShownQuery.records().size() + ShownQuery.alerts().size());
    assertThat(rules).allMatch(rule -> health(rule).equals("ok"));
  }

  private static String health(JsonNode rule) {
    return rule.path("health").textValue();
  }

  @Test
  void fallbacksAreCountedAndTheLossOfTheNodeIsSeen() throws Exception {
    assertThat(
            withoutNumbers(
                List.of(
                    new ShownQuery(
                        "fallbacks", "sum(nearfar_fallbacks_total{from=\"cloud\"}) > 0", true),
                    new ShownQuery("failed hops", "sum(nearfar_hop_failures_total) > 0", true),
                    new ShownQuery("down", "up{job=\"nearfar-cloud\"} == 0", true))))
        .isEmpty();
  }

  @Test
  void namespaceSiteAndRunCanBeChosen() throws Exception {
    PrometheusClient client = watching();

    assertThat(client.labelValues("namespace", "nearfar_tasks_total")).containsExactly("demo");
    assertThat(client.labelValues("site", "nearfar_tasks_total")).containsExactly("site");
    assertThat(client.labelValues("run", "nearfar_tasks_total")).containsExactly("live");
  }
}
