package io.nearfar.experiments.decider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An OpenAI-compatible endpoint that replies what a test says. */
public final class ScriptedEndpoint implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpServer server;
  private final Function<String, String> replies;
  private final List<JsonNode> requests = new CopyOnWriteArrayList<>();

  /**
   * Listens.
   *
   * @param replies the text of the reply to the last message of a prompt; null for an error
   */
  public ScriptedEndpoint(Function<String, String> replies) throws IOException {
    this.replies = replies;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/chat/completions", this::answer);
    server.setExecutor(
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "scripted-endpoint");
              thread.setDaemon(true);
              return thread;
            }));
    server.start();
  }

  private void answer(HttpExchange exchange) {
    try (exchange) {
      JsonNode request = MAPPER.readTree(exchange.getRequestBody().readAllBytes());
      requests.add(request);
      boolean asked = request.path("logprobs").asBoolean();
      JsonNode messages = request.get("messages");
      String reply = replies.apply(messages.get(messages.size() - 1).get("content").textValue());
      byte[] body =
          (reply == null ? "{\"error\":{\"message\":\"no\"}}" : body(reply, asked)).getBytes(UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(reply == null ? 404 : 200, body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says the word with probability 0.6, and the other one with 0.2; tells it where asked. */
  private static String body(String reply, boolean logProbabilities) {
    boolean offload = reply.contains("offload");
    String scores =
        """
        {"content": [{"token": "x", "logprob": -1, "top_logprobs": [
          {"token": "off", "logprob": %s}, {"token": "local", "logprob": %s}]}]}
        """
            .formatted(Math.log(offload ? .6 : .2), Math.log(offload ? .2 : .6));
    return """
        {"id": "x", "object": "chat.completion", "created": 1, "model": "scripted", "choices": [{"index": 0,
         "message": {"role": "assistant", "content": "%s"}, "finish_reason": "stop", "logprobs": %s}],
         "usage": {"prompt_tokens": 400, "completion_tokens": 2, "total_tokens": 402}}
        """
        .formatted(reply, logProbabilities ? scores : "null");
  }

  /** The requests so far. */
  public List<JsonNode> requests() {
    return requests;
  }

  /** Its base URL. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
