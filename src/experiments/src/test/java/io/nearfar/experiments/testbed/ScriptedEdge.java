package io.nearfar.experiments.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A real HTTP server on a free port that answers tasks as a test says and keeps what it was asked.
 */
final class ScriptedEdge implements AutoCloseable {

  /** How a task is answered. */
  @FunctionalInterface
  interface Script {
    void answer(Request request, Reply reply) throws IOException;
  }

  /** A task as it arrived. */
  record Request(String task, Headers headers, JsonNode body) {}

  /** The way back. */
  record Reply(HttpExchange exchange) {

    void head(int status, String type) throws IOException {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, 0);
    }

    void write(String text) throws IOException {
      OutputStream out = exchange.getResponseBody();
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    void token(String content) throws IOException {
      write("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + content + "\"}}]}\n\n");
    }

    /** A whole stream, as the edge sends it. */
    void stream(String decision, int tokens) throws IOException {
      exchange.getResponseHeaders().set("Nearfar-Decision", decision);
      head(200, "text/event-stream");
      for (int i = 0; i < tokens; i++) {
        token("tok ");
      }
      write("data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"length\"}]}\n\n");
      write("data: [DONE]\n\n");
    }

    void json(int status, String body) throws IOException {
      head(status, "application/json");
      write(body);
    }
  }

  /**
   * Hundreds connect at once; the default of 50 would make some of them wait for retransmissions.
   */
  private static final int BACKLOG = 1024;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Map<String, Supplier<String>> pages = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> away = new ConcurrentHashMap<>();

  ScriptedEdge(Script script) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    server.setExecutor(threads);
    server.createContext("/v1/chat/completions", exchange -> task(exchange, script));
    server.createContext("/", this::page);
    page("/v1/models", "{\"data\":[]}");
    page("/api/backhaul", "{\"cloudServes\":\"OUR_MODEL\"}");
    server.start();
  }

  private void task(HttpExchange exchange, Script script) throws IOException {
    try (exchange) {
      Headers headers = exchange.getRequestHeaders();
      Request request =
          new Request(
              headers.getFirst("Nearfar-Task"),
              headers,
              MAPPER.readTree(exchange.getRequestBody().readAllBytes()));
      requests.add(request);
      script.answer(request, new Reply(exchange));
    }
  }

  private void page(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().toString();
      AtomicInteger left = away.getOrDefault(path, new AtomicInteger());
      if (!requests.isEmpty() && left.getAndDecrement() > 0) {
        new Reply(exchange).json(503, "{\"detail\":\"the database is away\"}");
        return;
      }
      Supplier<String> page = pages.get(path);
      String body = page == null ? null : page.get();
      new Reply(exchange)
          .json(body == null ? 404 : 200, body == null ? "{\"title\":\"no page\"}" : body);
    }
  }

  /** Answers GET of this path and query. */
  void page(String pathAndQuery, String body) {
    page(pathAndQuery, () -> body);
  }

  /** Answers GET of this path and query with what there is at that moment. */
  void page(String pathAndQuery, Supplier<String> body) {
    pages.put(pathAndQuery, body);
  }

  /** Answers GET of this path with status 503, so often once tasks have come. */
  void away(String pathAndQuery, int times) {
    away.put(pathAndQuery, new AtomicInteger(times));
  }

  URI root() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What arrived so far, in order of arrival. */
  List<Request> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
