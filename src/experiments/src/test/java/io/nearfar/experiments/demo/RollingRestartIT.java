package io.nearfar.experiments.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Edge agent and cloud node are stopped under load while another of each takes over, as in a
 * rolling update: no client sees anything of it, and every task is recorded.
 */
class RollingRestartIT {

  private static final String SCENARIO =
      """
      name: rolling
      users: 20
      models:
        edge:
          model: near-model
          prefill: {law: constant, ttftSeconds: 0.02}
          tokensPerSecond: 200
          arenaElo: 1200
          mmlu: 0.6
        cloud:
          model: far-model
          prefill: {law: constant, ttftSeconds: 0.02}
          tokensPerSecond: 200
          arenaElo: 1300
          mmlu: 0.8
      """;

  /** How long a Service may send new connections to a pod that ends. */
  private static final int TURN_MILLIS = 300;

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  private Applications applications;
  private Path scenario;

  @Test
  void losesNoRequest() throws Exception {
    assumeTrue(
        Files.exists(Path.of("..", "edge", "target", "quarkus-app", "quarkus-run.jar")),
        "the nodes are not built: run the build of all modules");
    applications = Applications.find(Optional.empty(), Optional.empty());
    scenario = Files.writeString(directory.resolve("rolling.yaml"), SCENARIO);
    try (Database database =
            Database.start(directory.resolve("database"), directory.resolve("database.log"));
        Server firstCloud = cloud("first");
        Server secondCloud = cloud("second");
        TcpSwitch clouds = new TcpSwitch(firstCloud.root());
        Server firstEdge = edge("first", clouds.root(), database);
        Server secondEdge = edge("second", clouds.root(), database);
        TcpSwitch edges = new TcpSwitch(firstEdge.root())) {
      for (Server node : new Server[] {firstCloud, secondCloud, firstEdge, secondEdge}) {
        node.awaitReady();
      }
      SteadyLoad load = new SteadyLoad(edges.root(), 8);
      try (load) {
        load.awaitAnswers(40);
        replace(firstEdge, secondEdge, edges);
        load.awaitAnswers(40);
        replace(firstCloud, secondCloud, clouds);
        load.awaitAnswers(40);
      }
      assertThat(load.failures()).isEmpty();
      assertThat(load.answered()).isGreaterThanOrEqualTo(120);
      assertThat(recorded(secondEdge.root(), load.answered())).isEqualTo(load.answered());
    }
  }

  private static void replace(Server old, Server next, TcpSwitch service) throws Exception {
    ProcessHandle process = ProcessHandle.of(old.pid()).orElseThrow();
    process.destroy();
    Thread.sleep(TURN_MILLIS);
    service.turnTo(next.root());
    process.onExit().join();
  }

  private Server cloud(String name) throws IOException {
    return node(name + " cloud node", applications.cloud(), new HashMap<>());
  }

  private Server edge(String name, URI cloud, Database database) throws IOException {
    Map<String, String> properties = new HashMap<>();
    properties.put("nearfar.cloud.url", cloud.toString());
    properties.put("nearfar.records.interval", "50ms");
    properties.put("nearfar.records.journal.directory", directory.resolve(name).toString());
    properties.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
    properties.put("quarkus.datasource.username", Database.USER);
    properties.put("quarkus.datasource.password", "any");
    return node(name + " edge agent", applications.edge(), properties);
  }

  private Server node(String name, Path jar, Map<String, String> properties) throws IOException {
    properties.put("nearfar.scenario", scenario.toString());
    properties.put("nearfar.drain.delay", "1s");
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    return Node.start(name, jar, port, properties, directory.resolve(name + ".log"));
  }

  /** Tasks of the run in the database, as soon as there are so many. */
  private static int recorded(URI edge, int expected) throws Exception {
    int tasks = 0;
    for (int tries = 0; tries < 100 && tasks < expected; tries++) {
      Thread.sleep(50);
      tasks = count(get(edge.resolve("/api/runs")));
    }
    return tasks;
  }

  private static int count(String runs) throws IOException {
    JsonNode all = JSON.readTree(runs).findValue("tasks");
    return all == null ? 0 : all.intValue();
  }

  private static String get(URI uri) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
