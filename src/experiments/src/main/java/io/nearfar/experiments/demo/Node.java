package io.nearfar.experiments.demo;

import io.nearfar.experiments.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A node in a process of its own, with its log in a file. */
final class Node implements AutoCloseable {

  private static final Duration READY = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final String HEAP = "-Xmx256m";

  /** How long a process that has just broken its connections may take to be seen as ended. */
  private static final Duration END = Duration.ofMillis(500);

  /** Variables that a node takes for its configuration. */
  private static final Pattern CONFIGURATION =
      Pattern.compile("(nearfar|quarkus|smallrye_config)[^a-z0-9].*", Pattern.CASE_INSENSITIVE);

  private final String name;
  private final URI root;
  private final Path log;
  private final Process process;

  private Node(String name, URI root, Path log, Process process) {
    this.name = name;
    this.root = root;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts a node on the Java of this process, reachable from this machine only. It is not ready
   * yet. Its configuration is what is given here: variables of this process that would change it
   * are kept from it.
   *
   * @param name what to call it
   * @param jar its runnable jar
   * @param port where it listens
   * @param properties its configuration
   * @param log where it writes
   */
  static Node start(String name, Path jar, int port, Map<String, String> properties, Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(HEAP);
    command.add("-Dquarkus.http.host=127.0.0.1");
    command.add("-Dquarkus.http.port=" + port);
    properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.add("-jar");
    command.add(jar.toString());
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().keySet().removeIf(CONFIGURATION.asMatchPredicate());
      Process process = builder.start();
      process.getOutputStream().close();
      return new Node(name, URI.create("http://127.0.0.1:" + port), log, process);
    } catch (IOException e) {
      throw new Failure("the " + name + " cannot be started: " + e.getMessage(), e);
    }
  }

  /** Where it is. */
  URI root() {
    return root;
  }

  /** Its process. */
  long pid() {
    return process.pid();
  }

  /**
   * Waits until it is ready to serve.
   *
   * @throws Failure when it ends before, or is not ready in time
   */
  void awaitReady() throws InterruptedException {
    HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    HttpRequest ready =
        HttpRequest.newBuilder(root.resolve("/q/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    long startNanos = System.nanoTime();
    while (!isReady(http, ready)) {
      if (!process.isAlive()) {
        throw new Failure(obituary());
      }
      if (System.nanoTime() - startNanos > READY.toNanos()) {
        throw new Failure(
            "the " + name + " was not ready within " + READY.toSeconds() + " s" + logPlace());
      }
      Thread.sleep(POLL.toMillis());
    }
  }

  private static boolean isReady(HttpClient http, HttpRequest ready) throws InterruptedException {
    try {
      return http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** When it has ended: with which code, its last words and where its log is. */
  Optional<String> end() throws InterruptedException {
    return process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)
        ? Optional.of(obituary())
        : Optional.empty();
  }

  private String obituary() {
    return "the " + name + " ended with code " + process.exitValue() + reason() + logPlace();
  }

  private String reason() {
    try {
      return LastWords.of(Files.readAllLines(log)).map(words -> ": " + words).orElse("");
    } catch (IOException e) {
      return "; its log cannot be read: " + e.getMessage();
    }
  }

  private String logPlace() {
    return "\nIts log: " + log;
  }

  /**
   * Stops it, with force if it does not go.
   *
   * @throws Failure when it stays nevertheless
   */
  @Override
  public void close() {
    process.destroy();
    Stopping.ensure(name, process.toHandle(), STOP);
  }
}
