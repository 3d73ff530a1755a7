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
   * exactly as many tokens.
   *
   * @param edge root of the edge
   * @param model {@code nearfar} lets the edge decide, {@code nearfar-local} and {@code
   *     nearfar-offload} say which
   * @param run the run's label
   */
  static EdgeRequest of(URI edge, String model, String run, String id, Task task) {
    byte[] body =
        ("{\"model\":\""
                + model
                + "\",\"stream\":true,\"ignore_eos\":true,\"max_tokens\":"
                + task.outputTokens()
                + ",\"messages\":[{\"role\":\"user\",\"content\":\""
                + prompt(task.promptTokens())
                + "\"}]}")
            .getBytes(StandardCharsets.US_ASCII);
    int user = task.user().orElseThrow();
    HttpRequest http =
        HttpRequest.newBuilder(edge.resolve("/v1/chat/completions"))
            .header("Content-Type", "application/json")
            .header("Accept", "text/event-stream")
            .header("Nearfar-User", Integer.toString(user))
            .header("Nearfar-Service-Type", task.serviceType().word())
            .header("Nearfar-Run", run)
            .header("Nearfar-Task", id)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return new EdgeRequest(id, user, http);
  }

  /** A prompt cannot be empty: that of no tokens is sent with one. */
  private static String prompt(int tokens) {
    return TOKEN.repeat(Math.max(1, tokens));
  }
}
