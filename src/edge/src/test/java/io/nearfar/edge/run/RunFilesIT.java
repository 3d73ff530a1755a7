package io.nearfar.edge.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nearfar.edge.rig.Ask;
import io.nearfar.edge.rig.Database;
import io.nearfar.edge.rig.EdgeProcess;
import io.nearfar.edge.rig.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Published files at the packaged application, in the heap of its image in a pod. */
class RunFilesIT {

  private static final int LARGEST = 33_554_432;
  private static final int CLIENTS = 8;

  @TempDir Path directory;

  private final Database database = new Database();
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
  private EdgeProcess edge;

  @BeforeEach
  void start() throws Exception {
    database.start();
    edge = new EdgeProcess(directory, database, "-Xmx256m");
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    edge.close();
    database.stop();
  }

  private URI uri(int file) {
    return edge.base().resolve("/api/runs/large/files/" + file + ".csv.gz");
  }

  /** As the command line does: one that is refused for now is sent again. */
  private int put(int file, Path content) throws Exception {
    while (true) {
      HttpRequest request =
          HttpRequest.newBuilder(uri(file)).PUT(BodyPublishers.ofFile(content)).build();
      int status = client.send(request, BodyHandlers.discarding()).statusCode();
      if (status != 503) {
        return status;
      }
      Thread.sleep(500);
    }
  }

  private String digestOf(int file) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri(file)).build();
    return digest(client.send(request, BodyHandlers.ofInputStream()).body());
  }

  private static String digest(InputStream in) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] buffer = new byte[1 << 16];
    try (in) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private interface ByClient<T> {
    T of(int client) throws Exception;
  }

  private <T> List<T> together(ByClient<T> work) throws Exception {
    List<Callable<T>> calls = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      int number = i;
      calls.add(() -> work.of(number));
    }
    List<T> results = new ArrayList<>();
    for (Future<T> result : threads.invokeAll(calls)) {
      results.add(result.get());
    }
    return results;
  }

  private Path largest() throws IOException {
    byte[] content = new byte[LARGEST];
    new SplittableRandom(1).nextBytes(content);
    return Files.write(directory.resolve("largest"), content);
  }

  @Test
  void takesAndGivesTheLargestFilesToManyWhileStreamsGoOn() throws Exception {
    Path largest = largest();
    Ask ask = Ask.decided().model("nearfar-local").streamed().tokens(6000);
    try (Stream<String> stream =
        client.send(ask.request(edge.base()), BodyHandlers.ofLines()).body()) {
      Future<List<String>> lines = threads.submit(() -> stream.toList());

      assertThat(together(file -> put(file, largest))).containsOnly(204);
      assertThat(together(this::digestOf)).containsOnly(digest(Files.newInputStream(largest)));

      assertThat(edge.process().isAlive()).isTrue();
      assertThat(edge.log()).doesNotContain("OutOfMemoryError");
      assertThat(lines.get()).contains("data: [DONE]");
    }
    assertThat(edge.status("/api/runs")).isEqualTo(200);
    assertThat(edge.status("/api/runs/large")).isEqualTo(200);
  }

  @Test
  void breaksOffAFileThatIsDeletedWhileItIsSent() throws Exception {
    assertThat(put(0, largest())).isEqualTo(204);
    HttpRequest request = HttpRequest.newBuilder(uri(0)).timeout(Duration.ofMinutes(1)).build();
    try (InputStream body = client.send(request, BodyHandlers.ofInputStream()).body()) {
      assertThat(body.read()).isNotNegative();
      HttpRequest delete =
          HttpRequest.newBuilder(edge.base().resolve("/api/runs/large")).DELETE().build();
      assertThat(client.send(delete, BodyHandlers.discarding()).statusCode()).isEqualTo(204);

      assertThatThrownBy(() -> digest(body)).isInstanceOf(IOException.class);
    }
    Eventually.holds(
        "it says so", () -> edge.log().contains("0.csv.gz was replaced or deleted while it was"));
    assertThat(edge.log()).doesNotContain("ERROR");
  }

  @Test
  void takesNoNoticeOfAClientThatLeaves() throws Exception {
    assertThat(put(0, largest())).isEqualTo(204);
    HttpRequest request = HttpRequest.newBuilder(uri(0)).build();
    try (InputStream body = client.send(request, BodyHandlers.ofInputStream()).body()) {
      assertThat(body.read()).isNotNegative();
    }
    Eventually.holds("it says so", () -> edge.log().contains("0.csv.gz is not sent to its end"));
    assertThat(edge.status("/api/runs/large")).isEqualTo(200);
    assertThat(edge.log()).doesNotContain("ERROR");
  }
}
