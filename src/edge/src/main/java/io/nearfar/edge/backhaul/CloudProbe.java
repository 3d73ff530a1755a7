package io.nearfar.edge.backhaul;

import io.nearfar.edge.EdgeConfig;
import io.nearfar.model.inference.ModelProfile;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.serving.wire.ProfileHeader;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Asks the cloud node now and then for its models ({@code GET /v1/models}). While no task goes
 * there, what that takes is a measurement of the backhaul: without it, a link that was slow once
 * would be held to be slow for as long as everything is answered near. And the answer tells whether
 * the cloud node serves the model that the scenario promises.
 */
@Singleton
public class CloudProbe {

  /** What the cloud node serves. */
  public enum Serves {
    /** Nobody looks. */
    NOT_ASKED,
    /** It has not answered the latest look. */
    UNKNOWN,
    /** A model whose profile is that of our scenario, or one of a server that states no profile. */
    OUR_MODEL,
    /** A model of another profile: what is promised of it is wrong. */
    ANOTHER_MODEL
  }

  private static final Logger LOG = Logger.getLogger(CloudProbe.class);
  private static final String MODELS = "/v1/models";

  private final Vertx vertx;
  private final Duration interval;
  private final BackhaulEstimate estimate;
  private final ModelProfile profile;
  private final String promised;
  private final RequestOptions request;
  private final HttpClient client;
  private volatile Serves serves = Serves.NOT_ASKED;
  private boolean looking;
  private long timer = -1;

  CloudProbe(Vertx vertx, EdgeConfig config, Scenario scenario, BackhaulEstimate estimate) {
    this.vertx = vertx;
    this.estimate = estimate;
    interval = config.cloud().probeInterval();
    profile = scenario.pair().cloud();
    promised = ProfileHeader.of(profile);
    request = CloudHop.request(config.cloud(), HttpMethod.GET, MODELS);
    client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setMaxPoolSize(1)
                .setKeepAliveTimeout(30)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) config.cloud().firstTokenDeadline().toMillis()));
  }

  void start(@Observes StartupEvent event) {
    if (!interval.isZero()) {
      serves = Serves.UNKNOWN;
      timer = vertx.setPeriodic(1, Math.max(1, interval.toMillis()), tick -> look());
    }
  }

  /** On the event loop of the timer, always the same. */
  private void look() {
    if (looking) {
      return;
    }
    looking = true;
    client
        .request(request)
        .compose(this::send)
        .onFailure(cause -> serves = Serves.UNKNOWN)
        .onComplete(end -> looking = false);
  }

  private Future<Void> send(HttpClientRequest opened) {
    long sentNanoTime = System.nanoTime();
    return opened
        .send()
        .compose(
            response -> {
              saw(response, (System.nanoTime() - sentNanoTime) / 1e9);
              return response.body().mapEmpty();
            });
  }

  private void saw(HttpClientResponse response, double seconds) {
    if (response.statusCode() != 200) {
      serves = Serves.UNKNOWN;
      return;
    }
    // Tasks are better witnesses, as long as there are any.
    if (estimate.olderThan(interval.dividedBy(2))) {
      estimate.add(seconds);
    }
    String stated = response.getHeader(ProfileHeader.NAME);
    Serves now =
        stated == null || stated.equals(promised) ? Serves.OUR_MODEL : Serves.ANOTHER_MODEL;
    if (now == Serves.ANOTHER_MODEL && now != serves) {
      LOG.warnf(
          "The cloud node at %s serves another model than %s of this node's scenario, or with other"
              + " figures: what is promised of it is wrong until both have the same scenario",
          request.getHost(), profile.name());
    }
    serves = now;
  }

  /** What the cloud node serves, as the latest look saw it. */
  public Serves serves() {
    return serves;
  }

  @PreDestroy
  void close() {
    vertx.cancelTimer(timer);
    client.close();
  }
}
