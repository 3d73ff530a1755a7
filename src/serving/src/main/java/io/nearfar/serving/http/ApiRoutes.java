package io.nearfar.serving.http;

import io.nearfar.model.Check;
import io.nearfar.serving.wire.ApiException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import org.jboss.logging.Logger;

/**
 * What stands before the resources under {@code /v1}: the body is read on the event loop, up to a
 * limit, the arrival is stamped, and what fails on the way gets an error in OpenAI's shape.
 *
 * <p>A resource takes the {@link RoutingContext} and asks it for {@code body()}: a body parameter
 * of its own would be read by the framework, which moves large requests to a worker thread and
 * answers over-long ones without a body.
 */
public final class ApiRoutes {

  /** Everything that speaks OpenAI's language lies under this path. */
  public static final String PREFIX = "/v1/";

  private static final Logger LOG = Logger.getLogger(ApiRoutes.class);
  private static final String ARRIVAL = "nearfar.arrival-nano-time";
  private static final int BEFORE_ALL = -10_000;
  private static final long LINGER_MILLIS = 2_000;

  private ApiRoutes() {}

  /**
   * Adds the routes to a router; called once, at start.
   *
   * @param bodyLimitBytes the largest request body accepted, >= 1
   */
  public static void install(Router router, int bodyLimitBytes) {
    Check.atLeast("bodyLimitBytes", bodyLimitBytes, 1);
    router
        .route(PREFIX + "*")
        .order(BEFORE_ALL)
        .failureHandler(context -> fail(context, bodyLimitBytes));
    router
        .route(HttpMethod.POST, PREFIX + "*")
        .order(BEFORE_ALL + 1)
        .handler(BodyHandler.create(false).setBodyLimit(bodyLimitBytes));
    router
        .route(PREFIX + "*")
        .order(BEFORE_ALL + 2)
        .handler(
            context -> {
              context.put(ARRIVAL, System.nanoTime());
              context.next();
            });
  }

  /** When the request was complete, on the clock of {@link System#nanoTime}. */
  public static long arrivalNanoTime(RoutingContext context) {
    Long arrival = context.get(ARRIVAL);
    return arrival == null ? System.nanoTime() : arrival;
  }

  /** The request body; empty when there is none. */
  public static byte[] body(RoutingContext context) {
    return context.body().buffer() == null ? new byte[0] : context.body().buffer().getBytes();
  }

  private static void fail(RoutingContext context, int bodyLimitBytes) {
    HttpServerResponse response = context.response();
    if (response.headWritten()) {
      response.reset();
      return;
    }
    if (context.statusCode() == 413) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      send(response, ApiException.bodyTooLarge(bodyLimitBytes));
      linger(context);
      return;
    }
    if (context.statusCode() >= 500) {
      LOG.error("A request to " + context.normalizedPath() + " failed", context.failure());
    }
    send(response, Errors.ofStatus(context.statusCode(), context.normalizedPath()));
  }

  /**
   * Reads on for a while, so that a client still sending gets to see the answer before the
   * connection goes.
   */
  private static void linger(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (request.isEnded()) {
      request.connection().close();
      return;
    }
    long timer = context.vertx().setTimer(LINGER_MILLIS, late -> request.connection().close());
    request.handler(discarded -> {});
    request.endHandler(
        end -> {
          context.vertx().cancelTimer(timer);
          request.connection().close();
        });
    request.resume();
  }

  private static void send(HttpServerResponse response, ApiException error) {
    response.setStatusCode(error.status());
    response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    error
        .retryAfterSeconds()
        .ifPresent(seconds -> response.putHeader("Retry-After", Integer.toString(seconds)));
    response.end(Buffer.buffer(error.body()));
  }
}
