package io.nearfar.edge.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged edge agent as a process of its own, ready. */
public final class EdgeProcess implements AutoCloseable {

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path log;
  private final URI base;
  private final Process process;

  /**
   * Starts it and waits until it is ready.
   *
   * @param directory where its journal and its log are
   * @param options more of them, of the application or of the machine that runs it
   */
  public EdgeProcess(Path directory, Database database, String... options) throws Exception {
    log = directory.resolve("edge.log");
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    base = URI.create("http://127.0.0.1:" + port);
    List<String> all =
        new ArrayList<>(
            List.of(
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.datasource.jdbc.url=" + database.url(),
                "-Dquarkus.datasource.username=postgres",
                "-Dquarkus.datasource.password=postgres",
                "-Dnearfar.scenario=src/test/resources/quick.yaml",
                "-Dnearfar.drain.timeout=200ms",
                "-Dnearfar.records.interval=50ms",
                "-Dnearfar.records.journal.directory=" + directory.resolve("journal")));
    all.addAll(List.of(options));
    process =
        new ProcessBuilder(Packaged.command(all))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    awaitReady();
  }

  private void awaitReady() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (status("/q/health/ready") != 200) {
      assertThat(process.isAlive()).as(log()).isTrue();
      assertThat(System.nanoTime()).as("it is not ready in time").isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  /** Where it is. */
  public URI base() {
    return base;
  }

  /** The process. */
  public Process process() {
    return process;
  }

  /** What it and those before it in its directory have logged. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The status of a page; 0 when nobody answers. */
  public int status(String path) {
    try {
      return client
          .send(
              HttpRequest.newBuilder(base.resolve(path)).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Kills it. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
