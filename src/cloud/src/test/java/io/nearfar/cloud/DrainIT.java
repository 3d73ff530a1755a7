package io.nearfar.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application is told to stop while it is answering. */
class DrainIT {

  private static final int TERMINATED = 143;

  @TempDir Path directory;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Process node;
  private URI base;

  private void start(String... properties) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    base = URI.create("http://127.0.0.1:" + port);
    List<String> all = new ArrayList<>(List.of(properties));
    all.add("-Dquarkus.http.host=127.0.0.1");
    all.add("-Dquarkus.http.port=" + port);
    all.add("-Dnearfar.scenario=src/test/resources/quick.yaml");
    node =
        new ProcessBuilder(Packaged.command(all))
            .redirectErrorStream(true)
            .redirectOutput(log().toFile())
            .start();
    Eventually.holds("it is ready", () -> ready() == 200);
  }

  @AfterEach
  void kill() {
    node.destroyForcibly();
  }

  private Path log() {
    return directory.resolve("node.log");
  }

  private int ready() {
    try {
      return client
          .send(
              HttpRequest.newBuilder(base.resolve("/q/health/ready")).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest stream(int tokens) {
    String json =
        "{\"model\":\"nearfar\",\"stream\":true,\"max_tokens\":%d,\"ignore_eos\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"
            .formatted(tokens);
    return HttpRequest.newBuilder(base.resolve("/v1/chat/completions"))
        .timeout(Duration.ofSeconds(20))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(json))
        .build();
  }

  private BufferedReader begin(HttpClient asking, int tokens) throws Exception {
    HttpResponse<InputStream> answer =
        asking.send(stream(tokens), HttpResponse.BodyHandlers.ofInputStream());
    assertThat(answer.headers().firstValue("Connection")).isEmpty();
    BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
    assertThat(lines.readLine()).startsWith("data: ");
    return lines;
  }

  private static String last(BufferedReader lines) {
    return lines.lines().filter(line -> !line.isEmpty()).reduce((before, line) -> line).orElse("");
  }

  @Test
  void staysUntilItsClientsHaveGoneElsewhere() throws Exception {
    start("-Dnearfar.drain.delay=500ms", "-Dnearfar.drain.timeout=20s");
    HttpClient early = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    BufferedReader underWay = begin(early, 300);
    node.destroy();
    Eventually.holds("it is not ready any more", () -> ready() == 503);

    HttpResponse<String> late = client.send(stream(3), HttpResponse.BodyHandlers.ofString());
    assertThat(late.statusCode()).isEqualTo(200);
    assertThat(late.body()).endsWith("data: [DONE]\n\n");
    assertThat(late.headers().firstValue("Connection")).contains("close");

    assertThat(last(underWay)).isEqualTo("data: [DONE]");
    HttpResponse<String> again = early.send(stream(3), HttpResponse.BodyHandlers.ofString());
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.headers().firstValue("Connection")).contains("close");

    assertThat(node.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(node.exitValue()).isEqualTo(TERMINATED);
    assertThat(Files.readString(log())).doesNotContain("cut off");
  }

  @Test
  void cutsOffWhatTakesTooLong() throws Exception {
    start("-Dnearfar.drain.timeout=200ms");
    BufferedReader underWay = begin(client, 30_000);
    node.destroy();

    assertThat(broken(underWay)).isTrue();
    assertThat(node.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(log()))
        .contains("1 requests are cut off: nearfar.drain.timeout is 200 ms");
  }

  private static boolean broken(BufferedReader lines) {
    try {
      return !last(lines).equals("data: [DONE]");
    } catch (UncheckedIOException e) {
      return true;
    }
  }
}
