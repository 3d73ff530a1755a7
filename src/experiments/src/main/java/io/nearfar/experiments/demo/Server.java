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
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, reachable from this machine only, with its log in a file. */
final class Server implements AutoCloseable {

  /** The address of every server here. */
  static final String LOOPBACK = "127.0.0.1";

  private static final Duration READY = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration STOP = Duration.ofSeconds(10);

  /** How long a process that has just broken its connections may take to be seen as ended. */
  private static final Duration END = Duration.ofMillis(500);

  private final String name;
  private final URI root;
  private final String readyPath;
  private final Path log;
  private final Process process;

  private Server(String name, URI root, String readyPath, Path log, Process process) {
    this.name = name;
    this.root = root;
    this.readyPath = readyPath;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts a server. It is not ready yet.
   *
   * @param name what to call it
   * @param builder its command, which makes it listen at this port of {@link #LOOPBACK}, and its
   *     environment
   * @param port where it listens
   * @param readyPath path that answers with 200 once it is ready to serve
   * @param log where it writes
   */
  static Server start(String name, ProcessBuilder builder, int port, String readyPath, Path log) {
    try {
      Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
      process.getOutputStream().close();
      return new Server(name, root(port), readyPath, log, process);
    } catch (IOException e) {
      throw new Failure("the " + name + " cannot be started: " + e.getMessage(), e);
    }
  }

  private static URI root(int port) {
    return URI.create("http://" + LOOPBACK + ":" + port);
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
        HttpRequest.newBuilder(root.resolve(readyPath)).timeout(Duration.ofSeconds(5)).build();
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
