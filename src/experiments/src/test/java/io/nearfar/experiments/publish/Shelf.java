package io.nearfar.experiments.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The published files of an edge, on a free port, kept in memory as the edge keeps them. */
public final class Shelf implements AutoCloseable {

  private static final Pattern PATH = Pattern.compile("/api/runs/([^/]+)(?:/files/([^/]+))?");

  private final NavigableMap<String, byte[]> files = new ConcurrentSkipListMap<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  /** Starts it. */
  public Shelf() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Where it is. */
  public URI root() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Its files under {@code RUN/NAME}. */
  NavigableMap<String, byte[]> files() {
    return files;
  }

  /** Answers the next requests as an edge whose database is away. */
  void refuse(int requests) {
    refusals.set(requests);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
      if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        send(exchange, 503, "{\"detail\":\"The database does not answer\"}".getBytes(UTF_8));
      } else if (!path.matches()) {
        send(exchange, 404, "{\"title\":\"no page\"}".getBytes(UTF_8));
      } else if (path.group(2) == null) {
        send(exchange, 200, list(path.group(1)));
      } else if (exchange.getRequestMethod().equals("PUT")) {
        put(exchange, path.group(1) + "/" + path.group(2), body);
      } else {
        byte[] content = files.get(path.group(1) + "/" + path.group(2));
        send(exchange, content == null ? 404 : 200, content == null ? new byte[0] : content);
      }
    }
  }

  private byte[] list(String run) throws IOException {
    Object names =
        files.keySet().stream()
            .filter(key -> key.startsWith(run + "/"))
            .map(key -> key.substring(run.length() + 1))
            .toList();
    return JsonMapper.builder().build().writeValueAsBytes(Map.of("run", run, "files", names));
  }

  private void put(HttpExchange exchange, String key, byte[] body) throws IOException {
    if ("*".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      boolean fresh = files.putIfAbsent(key, body) == null;
      exchange.sendResponseHeaders(fresh ? 204 : 412, -1);
    } else {
      files.put(key, body);
      exchange.sendResponseHeaders(204, -1);
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
