package io.nearfar.serving.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.impl.VertxInternal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One HTTP client for each event loop: a shared one would hand every token from thread to thread.
 */
public final class LoopClients {

  private final VertxInternal vertx;
  private final HttpClientOptions options;
  private final Map<Object, HttpClient> clients = new ConcurrentHashMap<>();

  /**
   * Clients that are made when they are first asked for.
   *
   * @param options of each of them
   */
  public LoopClients(Vertx vertx, HttpClientOptions options) {
    this.vertx = (VertxInternal) vertx;
    this.options = options;
  }

  /** The client of the event loop that this is called on. */
  public HttpClient current() {
    return clients.computeIfAbsent(
        vertx.getOrCreateContext().nettyEventLoop(), loop -> vertx.createHttpClient(options));
  }

  /** Closes all of them, with their connections. */
  public void close() {
    clients.values().forEach(HttpClient::close);
  }
}
