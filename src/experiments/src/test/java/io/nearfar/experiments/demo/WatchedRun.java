package io.nearfar.experiments.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.experiments.Scenarios;
import io.nearfar.experiments.testbed.Testbed;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Both nodes, a server that generates for the edge agent and, where it is installed, a Prometheus
 * that watches them during a run, and when the cloud node is lost after it.
 */
final class WatchedRun implements AutoCloseable {

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

  /** When it was begun to watch. */
  final Instant begin;

  /** The Prometheus that has watched. */
  final Optional<PrometheusClient> prometheus;

  /** The metrics of both nodes after the run. */
  final String exposed;

  private final Server model;
  private final Stack stack;

  /**
   * Runs, and loses the cloud node.
   *
   * @param directory for logs and results
   */
  WatchedRun(Path directory) throws IOException, InterruptedException {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Applications nodes = BuiltNodes.find();
    model = realModel(nodes, directory);
    try {
      stack = stack(nodes, directory, nowhere);
    } catch (InterruptedException | RuntimeException e) {
      model.close();
      throw e;
    }
    try {
      begin = Instant.now();
      Optional<Prometheus> installed = Prometheus.installed(System.getenv("PATH"));
      prometheus =
          installed.isPresent()
              ? Optional.of(new PrometheusClient(stack.watch(installed.get())))
              : Optional.empty();
      new Testbed(stack.edge(), SCENARIO, "r", 5, Duration.ofSeconds(30), directory.resolve("run"))
          .run(nowhere);
      exposed = metrics(stack.edge()) + metrics(stack.cloud());
      loseTheCloudNode();
    } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
      close();
      throw e;
    }
  }

  private Stack stack(Applications nodes, Path directory, PrintStream nowhere)
      throws InterruptedException {
    return Stack.start(
        nodes,
        SCENARIO,
        Map.of(
            "nearfar.upstream.url",
            model.root().resolve("/v1").toString(),
            "nearfar.upstream.model",
            "nearfar"),
        directory.resolve("logs"),
        nowhere);
  }

  private void loseTheCloudNode() throws IOException, InterruptedException {
    lose(stack.cloud());
    for (int i = 0; i < 20; i++) {
      assertThat(ask("nearfar")).isEqualTo(200);
    }
    assertThat(ask("nearfar-offload")).isGreaterThanOrEqualTo(500);
  }

  @Override
  public void close() {
    try {
      stack.close();
    } finally {
      model.close();
    }
  }

  /** The server that generates for the edge agent: a further cloud node, which speaks the API. */
  private static Server realModel(Applications nodes, Path directory)
      throws IOException, InterruptedException {
    Path scenario =
        Files.writeString(directory.resolve("model.yaml"), ScenarioReader.write(SCENARIO));
    Server server =
        Node.start(
            "server of the edge model",
            nodes.cloud(),
            freePort(),
            Map.of("nearfar.scenario", scenario.toString()),
            directory.resolve("model.log"));
    try {
      server.awaitReady();
      return server;
    } catch (InterruptedException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
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

  private int ask(String model) throws IOException, InterruptedException {
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
}
