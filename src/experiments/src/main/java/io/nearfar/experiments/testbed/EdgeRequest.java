package io.nearfar.experiments.testbed;

import io.nearfar.model.task.Task;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;

/**
 * One generation task as a client sends it.
 *
 * @param id the client's own id of the task
 * @param user the user's number
 * @param http the request
 */
record EdgeRequest(String id, int user, HttpRequest http) {

  /** One token of prompt is four bytes. */
  private static final String TOKEN = "tok ";

  /**
   * A streamed request whose prompt has as many bytes as the task says, and whose answer has
   * exactly as many tokens. The edge decides.
   *
   * @param edge root of the edge
   * @param run the run's label
   */
  static EdgeRequest of(URI edge, String run, String id, Task task) {
    return new EdgeRequest(
        id,
        task.user().orElseThrow(),
        request(edge, "nearfar", id, task).header("Nearfar-Run", run).build());
  }

  /**
   * A request that is answered like any other, but is no part of any run: it leaves no record.
   *
   * @param model {@code nearfar-local} or {@code nearfar-offload}
   */
  static EdgeRequest warmUp(URI edge, String model, String id, Task task) {
    return new EdgeRequest(
        id,
        task.user().orElseThrow(),
        request(edge, model, id, task).header("Nearfar-Warm-Up", "true").build());
  }

  private static HttpRequest.Builder request(URI edge, String model, String id, Task task) {
    byte[] body =
        ("{\"model\":\""
                + model
                + "\",\"stream\":true,\"ignore_eos\":true,\"max_tokens\":"
                + task.outputTokens()
                + ",\"messages\":[{\"role\":\"user\",\"content\":\""
                + prompt(task.promptTokens())
                + "\"}]}")
            .getBytes(StandardCharsets.US_ASCII);
    return HttpRequest.newBuilder(edge.resolve("/v1/chat/completions"))
        .header("Content-Type", "application/json")
        .header("Accept", "text/event-stream")
        .header("Nearfar-User", Integer.toString(task.user().orElseThrow()))
        .header("Nearfar-Service-Type", task.serviceType().word())
        .header("Nearfar-Task", id)
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
  }

  /** A prompt cannot be empty: that of no tokens is sent with one. */
  private static String prompt(int tokens) {
    return TOKEN.repeat(Math.max(1, tokens));
  }
}
