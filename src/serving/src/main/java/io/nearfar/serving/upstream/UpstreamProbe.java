package io.nearfar.serving.upstream;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Looks now and then whether a model's server answers ({@code GET /v1/models}), and keeps what it
 * saw: nobody who asks waits for the server.
 *
 * <p>One look in vain says little, for a server may be too busy to answer it; after two in a row
 * the server is down.
 */
public final class UpstreamProbe {

  private static final Logger LOG = Logger.getLogger(UpstreamProbe.class);
  private static final int LOOKS_IN_VAIN = 2;
  private static final String NOT_YET = "has not answered yet";

  private final Vertx vertx;
  private final UpstreamServer server;
  private final RequestOptions request;
  private final HttpClient client;
  private final long timer;
  private volatile boolean up;
  private volatile String state = NOT_YET;
  private int inVain = LOOKS_IN_VAIN;

  /** Begins to look, at once and then again after each interval. */
  public UpstreamProbe(Vertx vertx, UpstreamServer server, Duration interval) {
    this.vertx = vertx;
    this.server = server;
    request =
        server
            .request(HttpMethod.GET, "/models")
            .setTimeout(Math.max(server.connectDeadline().toMillis(), interval.toMillis()));
    client = vertx.createHttpClient(server.client(1));
    timer = vertx.setPeriodic(1, Math.max(1, interval.toMillis()), tick -> look());
  }

  private void look() {
    client
        .request(request)
        .compose(HttpClientRequest::send)
        .compose(response -> response.body().map(body -> response.statusCode()))
        .onSuccess(status -> saw(status == 200, status == 200 ? "up" : "HTTP status " + status))
        .onFailure(cause -> saw(false, String.valueOf(cause.getMessage())));
  }

  private synchronized void saw(boolean answered, String what) {
    inVain = answered ? 0 : inVain + 1;
    boolean now = inVain < LOOKS_IN_VAIN;
    if (now != up || (!now && state.equals(NOT_YET))) {
      LOG.infof("The model's server, %s, is %s", server, now ? "up" : "down: " + what);
    }
    up = now;
    state = what;
  }

  /** Whether it answered of late. */
  public boolean up() {
    return up;
  }

  /** What the latest look saw: "up", or why not. */
  public String state() {
    return state;
  }

  /** Looks no more. */
  public void close() {
    vertx.cancelTimer(timer);
    client.close();
  }
}
