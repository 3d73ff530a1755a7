package io.nearfar.experiments.demo;

import io.nearfar.experiments.Failure;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything a testbed needs, on this machine: database, cloud node and edge agent. What was
 * started is stopped in reverse order, whichever way it ends.
 */
final class Stack implements AutoCloseable {

  /** What the demo says itself to the edge agent. */
  private static final Set<String> OWN =
      Set.of(
          "nearfar.scenario",
          "nearfar.cloud.url",
          "quarkus.http.host",
          "quarkus.http.port",
          "quarkus.datasource.jdbc.url",
          "quarkus.datasource.username",
          "quarkus.datasource.password");

  private final Watchdog watchdog = Watchdog.start();
  private final Started started = new Started(watchdog);
  private final Path logs;
  private final List<Server> servers = new ArrayList<>();
  private Path scratch;
  private Server edge;
  private Server cloud;

  private Stack(Path logs) {
    this.logs = logs;
  }

  /**
   * Starts everything and waits until both nodes are ready.
   *
   * @param applications what runs
   * @param scenario read by both nodes
   * @param edgeProperties further configuration of the edge agent, see {@link #requireFree}
   * @param logs directory for logs
   * @param out says what is being done
   * @throws Failure when something does not start; what had been started is stopped again
   */
  static Stack start(
      Applications applications,
      Scenario scenario,
      Map<String, String> edgeProperties,
      Path logs,
      PrintStream out)
      throws InterruptedException {
    Stack stack = new Stack(logs);
    try {
      stack.startAll(applications, scenario, edgeProperties, out);
      return stack;
    } catch (InterruptedException | RuntimeException e) {
      stack.closeAfter(e);
      throw e;
    } catch (IOException e) {
      Failure failure = new Failure("the demo cannot be set up: " + e.getMessage(), e);
      stack.closeAfter(failure);
      throw failure;
    }
  }

  /**
   * Makes sure that properties of the edge agent are not those that hold the demo together.
   *
   * @throws Failure when one is
   */
  static void requireFree(Set<String> edgeProperties) {
    for (String key : edgeProperties) {
      if (OWN.contains(key)) {
        throw new Failure(
            "--edge-property is given for "
                + key
                + ", which the demo sets itself"
                + (key.equals("nearfar.scenario") ? "\nName a scenario with --scenario." : ""));
      }
    }
  }

  private void startAll(
      Applications applications,
      Scenario scenario,
      Map<String, String> edgeProperties,
      PrintStream out)
      throws IOException, InterruptedException {
    Files.createDirectories(logs);
    scratch = Files.createTempDirectory("nearfar-demo-");
    started.add(() -> removeAll(scratch));
    watchdog.guard(scratch);
    Path scenarioFile =
        Files.writeString(scratch.resolve("scenario.yaml"), ScenarioReader.write(scenario));

    out.println("starting PostgreSQL, the cloud node and the edge agent");
    Database database = started.add(Database.start(scratch, logs.resolve("postgresql.log")));
    watchdog.guard(database.pid());
    List<Integer> ports = freePorts(2);
    cloud =
        guarded(
            Node.start(
                "cloud node",
                applications.cloud(),
                ports.get(0),
                Map.of("nearfar.scenario", scenarioFile.toString()),
                logs.resolve("cloud.log")));
    edge =
        guarded(
            Node.start(
                "edge agent",
                applications.edge(),
                ports.get(1),
                properties(scenarioFile, database, edgeProperties),
                logs.resolve("edge.log")));
    cloud.awaitReady();
    edge.awaitReady();
  }

  private Server guarded(Server server) {
    started.add(server);
    watchdog.guard(server.pid());
    servers.add(server);
    return server;
  }

  /**
   * Starts a Prometheus beside the nodes and waits until it is ready.
   *
   * @return its root
   * @throws Failure when it does not start
   */
  URI watch(Prometheus prometheus) throws InterruptedException {
    try {
      Server server =
          guarded(
              prometheus.start(
                  freePorts(1).get(0),
                  edge(),
                  cloud(),
                  scratch.resolve("prometheus"),
                  logs.resolve("prometheus.log")));
      server.awaitReady();
      return server.root();
    } catch (IOException e) {
      throw new Failure("Prometheus cannot be set up: " + e.getMessage(), e);
    }
  }

  private Map<String, String> properties(
      Path scenario, Database database, Map<String, String> further) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("nearfar.records.journal.directory", scratch.resolve("journal").toString());
    // Of a database that was stopped with the demo nothing is to be hoped for.
    properties.put("nearfar.records.stop-deadline", "1s");
    properties.put("nearfar.scenario", scenario.toString());
    properties.put("nearfar.cloud.url", cloud.root().toString());
    properties.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
    properties.put("quarkus.datasource.username", Database.USER);
    properties.put("quarkus.datasource.password", Database.USER);
    properties.putAll(further);
    return properties;
  }

  /** Which servers have ended, with their last words; where the logs are if none has. */
  String condition() throws InterruptedException {
    List<String> ends = ends();
    return ends.isEmpty() ? "Both nodes are still there. Logs: " + logs : String.join("\n", ends);
  }

  /**
   * Makes sure that both nodes are still there, and Prometheus if it was started.
   *
   * @throws Failure when one has ended
   */
  void requireAlive() throws InterruptedException {
    List<String> ends = ends();
    if (!ends.isEmpty()) {
      throw new Failure(String.join("\n", ends));
    }
  }

  private List<String> ends() throws InterruptedException {
    List<String> ends = new ArrayList<>();
    for (Server server : servers) {
      server.end().ifPresent(ends::add);
    }
    return ends;
  }

  /** Root of the edge agent. */
  URI edge() {
    return edge.root();
  }

  /** Root of the cloud node. */
  URI cloud() {
    return cloud.root();
  }

  /**
   * Stops everything that was started; a failure to stop one thing leaves none of the others.
   *
   * @throws Failure when something could not be stopped
   */
  @Override
  public void close() {
    started.close();
  }

  private void closeAfter(Exception reason) {
    try {
      close();
    } catch (Failure e) {
      System.err.println("warning: " + e.getMessage());
      reason.addSuppressed(e);
    }
  }

  /** Ports that are free now, held all at once so that they differ. */
  private static List<Integer> freePorts(int number) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < number; i++) {
        sockets.add(new ServerSocket(0, 1, loopback));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  private static void removeAll(Path directory) throws IOException {
    try (Stream<Path> everything = Files.walk(directory)) {
      everything
          .sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.deleteIfExists(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
