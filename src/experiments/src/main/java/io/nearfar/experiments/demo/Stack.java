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
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Everything a testbed needs, on this machine: database, cloud node and edge agent. What was
 * started is stopped in reverse order, whichever way it ends.
 */
final class Stack implements AutoCloseable {

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Path logs;
  private Node edge;
  private Node cloud;

  private Stack(Path logs) {
    this.logs = logs;
  }

  /**
   * Starts everything and waits until both nodes are ready.
   *
   * @param applications what runs
   * @param scenario read by both nodes
   * @param logs directory for logs
   * @param out says what is being done
   * @throws Failure when something does not start; what had been started is stopped again
   */
  static Stack start(Applications applications, Scenario scenario, Path logs, PrintStream out)
      throws InterruptedException {
    Stack stack = new Stack(logs);
    try {
      stack.startAll(applications, scenario, out);
      return stack;
    } catch (InterruptedException | RuntimeException e) {
      stack.close();
      throw e;
    } catch (IOException e) {
      stack.close();
      throw new Failure("the demo cannot be set up: " + e.getMessage(), e);
    }
  }

  private void startAll(Applications applications, Scenario scenario, PrintStream out)
      throws IOException, InterruptedException {
    Files.createDirectories(logs);
    Watchdog watchdog = opened(Watchdog.start());
    Path scratch = Files.createTempDirectory("nearfar-demo-");
    opened(() -> removeAll(scratch));
    watchdog.guard(scratch);
    Path scenarioFile =
        Files.writeString(scratch.resolve("scenario.yaml"), ScenarioReader.write(scenario));

    out.println("starting PostgreSQL, the cloud node and the edge agent");
    Database database = opened(Database.start(scratch, logs.resolve("postgresql.log")));
    watchdog.guard(database.pid());
    List<Integer> ports = freePorts();
    cloud =
        opened(
            Node.start(
                "cloud node",
                applications.cloud(),
                ports.get(0),
                Map.of("nearfar.scenario", scenarioFile.toString()),
                logs.resolve("cloud.log")));
    watchdog.guard(cloud.pid());
    edge =
        opened(
            Node.start(
                "edge agent",
                applications.edge(),
                ports.get(1),
                Map.of(
                    "nearfar.scenario",
                    scenarioFile.toString(),
                    "nearfar.cloud.url",
                    cloud.root().toString(),
                    "quarkus.datasource.jdbc.url",
                    database.jdbcUrl(),
                    "quarkus.datasource.username",
                    Database.USER,
                    "quarkus.datasource.password",
                    Database.USER),
                logs.resolve("edge.log")));
    watchdog.guard(edge.pid());
    cloud.awaitReady();
    edge.awaitReady();
  }

  private <T extends AutoCloseable> T opened(T resource) {
    started.push(resource);
    return resource;
  }

  /** Root of the edge agent. */
  URI edge() {
    return edge.root();
  }

  /** Root of the cloud node. */
  URI cloud() {
    return cloud.root();
  }

  /** Stops everything that was started; a failure to stop one thing leaves none of the others. */
  @Override
  public void close() {
    // An interrupt has brought us here; it shall not cut the stopping short.
    boolean interrupted = Thread.interrupted();
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        System.err.println("warning: something did not stop well: " + e.getMessage());
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Two ports that are free now, held both at once so that they differ. */
  private static List<Integer> freePorts() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket first = new ServerSocket(0, 1, loopback);
        ServerSocket second = new ServerSocket(0, 1, loopback)) {
      return List.of(first.getLocalPort(), second.getLocalPort());
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
