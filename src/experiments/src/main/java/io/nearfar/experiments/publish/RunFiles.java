package io.nearfar.experiments.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nearfar.experiments.Failure;
import io.nearfar.experiments.testbed.ErrorBody;
import io.nearfar.experiments.testbed.PatientHttp;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The published files of the runs at an edge. While the edge or its database is away, it is asked
 * again until the patience is used up: every request can be repeated.
 */
final class RunFiles {

  /** How long to wait for an edge unless told otherwise: one that is being rolled out, say. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final PatientHttp http;
  private final URI edge;

  RunFiles(URI edge, Duration patience) {
    this.edge = edge;
    http =
        new PatientHttp(
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build(),
            patience);
  }

  /** Where they are. */
  URI edge() {
    return edge;
  }

  /** The names of a run's files; none for a run that is not known. */
  List<String> names(String run) throws InterruptedException {
    URI uri = edge.resolve("/api/runs/" + run);
    HttpResponse<byte[]> response = send(HttpRequest.newBuilder(uri));
    require(response, 200);
    try {
      JsonNode files = MAPPER.readTree(text(response)).path("files");
      if (files.isArray()) {
        List<String> names = new ArrayList<>();
        files.forEach(name -> names.add(name.asText()));
        return names;
      }
    } catch (JsonProcessingException e) {
      // Said below, as for JSON of another shape.
    }
    throw new Failure(
        uri + " lists no files of a run; is this an edge? " + ErrorBody.message(text(response)));
  }

  /** A file; empty when there is none of this name. */
  Optional<byte[]> get(String run, String name) throws InterruptedException {
    HttpResponse<byte[]> response = send(HttpRequest.newBuilder(uri(run, name)));
    if (response.statusCode() == 404) {
      return Optional.empty();
    }
    require(response, 200);
    return Optional.of(response.body());
  }

  /** Puts a file, in place of what has its name. */
  void put(String run, String name, byte[] content) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(run, name)).PUT(BodyPublishers.ofByteArray(content));
    require(send(request), 204);
  }

  /**
   * Puts a file unless there is one of its name. Of two who do at the same time one comes first.
   *
   * @return what is there now: this, or what was there before
   */
  byte[] putFirst(String run, String name, byte[] content) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(run, name))
            .header("If-None-Match", "*")
            .PUT(BodyPublishers.ofByteArray(content));
    HttpResponse<byte[]> response = send(request);
    if (response.statusCode() == 412) {
      return get(run, name)
          .orElseThrow(() -> new Failure(uri(run, name) + " is there and is not there"));
    }
    require(response, 204);
    return content;
  }

  private URI uri(String run, String name) {
    return edge.resolve("/api/runs/" + run + "/files/" + name);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder builder) throws InterruptedException {
    return http.send(builder.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static void require(HttpResponse<byte[]> response, int status) {
    if (response.statusCode() != status) {
      throw new Failure(
          response.uri()
              + " answered status "
              + response.statusCode()
              + ": "
              + ErrorBody.message(text(response)));
    }
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
