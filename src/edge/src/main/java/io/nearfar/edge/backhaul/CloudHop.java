package io.nearfar.edge.backhaul;

import io.nearfar.edge.EdgeConfig;
import io.nearfar.serving.config.HttpUrl;
import io.nearfar.serving.http.LoopClients;
import io.nearfar.serving.http.OutgoingRequest;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;

/**
 * The hop to the cloud node, guarded until the first bytes are here: deadlines for connection and
 * first token, one retry, circuit breaker, bulkhead. After that the answer belongs to its reader.
 */
@Singleton
public class CloudHop {

  private static final Logger LOG = Logger.getLogger(CloudHop.class);
  private static final String COMPLETIONS = "/v1/chat/completions";

  private final Vertx vertx;
  private final EdgeConfig.Cloud config;
  private final Patience patience;
  private final RequestOptions request;
  private final TypedGuard<Uni<CloudReply>> guard;
  private final LoopClients clients;
  private final Map<HopFailure, LongAdder> failures = new EnumMap<>(HopFailure.class);
  private volatile CircuitBreakerState breaker = CircuitBreakerState.CLOSED;

  CloudHop(Vertx vertx, EdgeConfig config) {
    this.vertx = vertx;
    this.config = config.cloud();
    this.clients = new LoopClients(vertx, options());
    this.patience =
        Patience.of(this.config.firstTokenDeadline(), this.config.breaker().givenUpShare());
    this.request = request(this.config, HttpMethod.POST, COMPLETIONS);
    this.guard = guard();
    for (HopFailure reason : HopFailure.values()) {
      failures.put(reason, new LongAdder());
    }
  }

  /** A request to a path of the cloud node. */
  static RequestOptions request(EdgeConfig.Cloud config, HttpMethod method, String path) {
    URI url = HttpUrl.checked("nearfar.cloud.url", config.url(), "http://cloud:8081");
    return OutgoingRequest.to(url, method, path, config.connectDeadline());
  }

  private TypedGuard<Uni<CloudReply>> guard() {
    EdgeConfig.Breaker settings = config.breaker();
    return TypedGuard.create(new TypeLiteral<Uni<CloudReply>>() {})
        .withDescription("hop to the cloud node")
        .withBulkhead()
        .limit(config.maxOpening())
        .queueSize(1)
        .done()
        .withCircuitBreaker()
        .when(failure -> speaksAgainstTheCloud(failure, breaker))
        .requestVolumeThreshold(settings.window())
        .failureRatio(settings.failureRatio())
        .delay(settings.delay().toMillis(), ChronoUnit.MILLIS)
        .successThreshold(settings.successes())
        .onStateChange(this::breakerChanged)
        .done()
        .withRetry()
        .maxRetries(config.retries())
        .delay(config.retryDelay().toMillis(), ChronoUnit.MILLIS)
        .jitter(config.retryDelay().toMillis() / 2, ChronoUnit.MILLIS)
        .whenException(failure -> failure instanceof HopException hop && hop.failure().retried())
        .done()
        .build();
  }

  /**
   * Whether the circuit breaker counts a failure. That we are too busy says nothing of the cloud
   * node; but the breaker knows no third verdict, and while it tries the cloud node again only an
   * answer proves that it is well.
   */
  static boolean speaksAgainstTheCloud(Throwable failure, CircuitBreakerState breaker) {
    boolean ours =
        failure instanceof BulkheadException
            || (failure instanceof HopException hop && hop.failure() == HopFailure.BUSY);
    return ours ? breaker == CircuitBreakerState.HALF_OPEN : failure instanceof HopException;
  }

  private void breakerChanged(CircuitBreakerState state) {
    breaker = state;
    LOG.infof("The circuit breaker of the hop to %s is %s", config.url(), state);
  }

  /**
   * Has the cloud node answer a chat completion. To be called, and answered, on an event loop.
   *
   * @param body the request as the client sent it
   * @param streamed whether it asks for a stream
   * @param expectedSeconds when the model promises the first bytes; a deadline that is shorter than
   *     twice as long could only fail
   * @return the reply when its first bytes are here; a {@link HopException} when there will be
   *     none. Cancelling the subscription resets the request; what the circuit breaker makes of
   *     that is up to the {@link Patience}
   */
  public Uni<CloudReply> open(Buffer body, boolean streamed, double expectedSeconds) {
    HttpClient client = clients.current();
    Duration configured = streamed ? config.firstTokenDeadline() : config.wholeAnswerDeadline();
    long deadlineMillis = Math.max(configured.toMillis(), Math.round(2000 * expectedSeconds));
    long beganNanoTime = System.nanoTime();
    HopAttempts attempts =
        new HopAttempts(() -> new HopAttempt(vertx, client, request, body, deadlineMillis));
    return guard
        .get(attempts::next)
        .onFailure(failure -> !(failure instanceof HopException))
        .transform(CloudHop::refusal)
        .onFailure()
        .invoke(this::count)
        .onCancellation()
        .invoke(
            () -> {
              long waitedMillis = (System.nanoTime() - beganNanoTime) / 1_000_000;
              attempts.giveUp(patience.verdict(streamed, waitedMillis, breaker));
            });
  }

  private static Throwable refusal(Throwable failure) {
    if (failure instanceof CircuitBreakerOpenException) {
      return new HopException(
          HopFailure.BREAKER_OPEN,
          "the hop to the cloud node has failed too often of late",
          failure);
    }
    if (failure instanceof BulkheadException) {
      return new HopException(
          HopFailure.BUSY, "too many requests are waiting for the cloud node", failure);
    }
    return failure;
  }

  private void count(Throwable failure) {
    HopFailure reason = failure instanceof HopException known ? known.failure() : HopFailure.ERROR;
    failures.get(reason).increment();
  }

  /** Hops that gave no answer, since the start. */
  public long failures(HopFailure reason) {
    return failures.get(reason).sum();
  }

  private HttpClientOptions options() {
    return new HttpClientOptions()
        .setMaxPoolSize(config.connections())
        .setMaxWaitQueueSize(config.maxWaiting())
        .setConnectTimeout((int) config.connectDeadline().toMillis())
        .setKeepAliveTimeout(30)
        .setDecompressionSupported(false);
  }

  /** Base URL of the cloud node. */
  public URI url() {
    return config.url();
  }

  /** Deadline of an answer between two reads. */
  public long idleMillis() {
    return config.idleDeadline().toMillis();
  }

  /** State of the circuit breaker. */
  public CircuitBreakerState breaker() {
    return breaker;
  }

  @PreDestroy
  void close() {
    clients.close();
  }
}
