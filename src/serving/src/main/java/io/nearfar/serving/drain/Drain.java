package io.nearfar.serving.drain;

import io.nearfar.serving.config.NodeDrain;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * The end of a node that is told to stop, such that no client sees it that does not try again: from
 * then on it is not ready, and each answer closes its connection, and says so. For {@code
 * nearfar.drain.delay} it takes whatever comes, until everybody knows; then it waits, up to {@code
 * nearfar.drain.timeout}, for what is under way. Without a delay it only does the latter.
 *
 * <p>{@code quarkus.shutdown.delay} does less: the head of a stream that was under way before kept
 * its connection alive, and a server that closes with its last answer closes while the client asks
 * for the next one. This one stays a little longer.
 */
@Singleton
@Readiness
class Drain implements HealthCheck {

  private static final Logger LOG = Logger.getLogger(Drain.class);

  /** Before everything else that looks at a request. */
  private static final int FIRST = -100_000;

  /** How long a client that has just had its answer may take to use the connection again. */
  private static final Duration REUSE = Duration.ofSeconds(1);

  /** How long those that are cut off may take to write down that they are. */
  private static final Duration CUT = Duration.ofSeconds(2);

  private static final int POLL_MILLIS = 5;

  private final Duration delay;
  private final Duration timeout;
  private final Set<HttpServerRequest> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean draining;
  private volatile long lastKeptNanoTime;

  Drain(NodeDrain config) {
    this.delay = config.delay();
    this.timeout = config.timeout();
  }

  void route(@Observes Router router) {
    router.route().order(FIRST).handler(this::watch);
  }

  private void watch(RoutingContext context) {
    HttpServerRequest request = context.request();
    underWay.add(request);
    context.addHeadersEndHandler(head -> announce(request));
    context.addEndHandler(end -> ended(request));
    context.next();
  }

  private void announce(HttpServerRequest request) {
    if (draining && request.version() == HttpVersion.HTTP_1_1) {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  private void ended(HttpServerRequest request) {
    if (draining) {
      if (request.response().headers().contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true)) {
        request.connection().close();
      } else {
        lastKeptNanoTime = System.nanoTime();
      }
    }
    underWay.remove(request);
  }

  /** Returns when the server may close: until then the framework does nothing. */
  void drain(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
    long beganNanoTime = System.nanoTime();
    lastKeptNanoTime = beganNanoTime;
    draining = true;
    if (!delay.isZero()) {
      LOG.infof(
          "Stopping: not ready any more, taking requests for %d ms; %d are under way",
          delay.toMillis(), underWay.size());
      Thread.sleep(delay.toMillis());
    }
    long deadlineNanoTime = beganNanoTime + delay.plus(timeout).toNanos();
    await(() -> underWay.isEmpty() && reused(), deadlineNanoTime);
    List<HttpServerRequest> late = List.copyOf(underWay);
    if (!late.isEmpty()) {
      LOG.warnf(
          "%d requests are cut off: nearfar.drain.timeout is %d ms",
          late.size(), timeout.toMillis());
      late.forEach(request -> request.connection().close());
      await(underWay::isEmpty, System.nanoTime() + CUT.toNanos());
    }
  }

  private boolean reused() {
    return delay.isZero() || System.nanoTime() - lastKeptNanoTime >= REUSE.toNanos();
  }

  private static void await(BooleanSupplier condition, long deadlineNanoTime)
      throws InterruptedException {
    while (!condition.getAsBoolean() && System.nanoTime() - deadlineNanoTime < 0) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("accepts requests").status(!draining).build();
  }
}
