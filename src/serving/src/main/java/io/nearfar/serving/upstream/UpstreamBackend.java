package io.nearfar.serving.upstream;

import io.nearfar.model.inference.ModelProfile;
import io.nearfar.serving.backend.BackendSaturatedException;
import io.nearfar.serving.backend.CurrentLoop;
import io.nearfar.serving.backend.Generation;
import io.nearfar.serving.backend.GenerationCounts;
import io.nearfar.serving.backend.GenerationRequest;
import io.nearfar.serving.backend.ModelBackend;
import io.nearfar.serving.backend.TokenListener;
import io.nearfar.serving.http.LoopClients;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.ContextInternal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/**
 * A real model behind an OpenAI-compatible server. It is always asked for a stream, whatever the
 * client wants: so a first token can be timed, and an answer that nobody wants any more can be
 * stopped.
 *
 * <p>The profile is what the scenario holds the model to be: the analytic times are made with it,
 * and stand beside those that the server took.
 */
public final class UpstreamBackend implements ModelBackend {

  /** {@code system_fingerprint} of every answer of a real model. */
  public static final String FINGERPRINT = "nearfar-upstream";

  private static final Logger LOG = Logger.getLogger(UpstreamBackend.class);

  private final Vertx vertx;
  private final ModelProfile profile;
  private final UpstreamServer server;
  private final int maxRunning;
  private final RequestOptions request;
  private final LoopClients clients;
  private final GenerationCounts counts = new GenerationCounts();
  private final Map<UpstreamFailure, LongAdder> failures = new EnumMap<>(UpstreamFailure.class);
  private volatile UpstreamFailure failing;

  /**
   * A backend that is not connected yet.
   *
   * @param maxRunning generations running at the same time, >= 1
   */
  public UpstreamBackend(Vertx vertx, ModelProfile profile, UpstreamServer server, int maxRunning) {
    this.vertx = vertx;
    this.profile = Objects.requireNonNull(profile, "profile");
    this.server = Objects.requireNonNull(server, "server");
    this.maxRunning = maxRunning;
    request = server.request(HttpMethod.POST, "/chat/completions");
    // Nobody waits for a connection: that would be a queue that nobody sees.
    clients = new LoopClients(vertx, server.client(maxRunning));
    for (UpstreamFailure reason : UpstreamFailure.values()) {
      failures.put(reason, new LongAdder());
    }
  }

  @Override
  public ModelProfile profile() {
    return profile;
  }

  @Override
  public String fingerprint() {
    return FINGERPRINT;
  }

  @Override
  public GenerationCounts counts() {
    return counts;
  }

  @Override
  public Generation start(GenerationRequest asked, TokenListener listener)
      throws BackendSaturatedException {
    ContextInternal loop = CurrentLoop.require();
    counts.begin(profile.name(), maxRunning);
    long promised = Math.round(2000 * profile.ttftSeconds(asked.promptTokens()));
    UpstreamGeneration generation =
        new UpstreamGeneration(
            vertx,
            new UpstreamGeneration.Patience(
                Math.max(server.firstTokenDeadline().toMillis(), promised),
                server.idleDeadline().toMillis()),
            listener,
            this::ended,
            this::failed);
    loop.runOnContext(
        later -> generation.begin(clients.current(), request, asked.body(), server.model()));
    return generation;
  }

  private void ended(GenerationCounts.Ending ending) {
    counts.ended(ending);
    if (ending == GenerationCounts.Ending.COMPLETED) {
      failing = null;
    }
  }

  /** All are counted; the log hears of the first of a kind until one succeeds. */
  private void failed(UpstreamException failure) {
    UpstreamFailure reason = failure.failure();
    failures.get(reason).increment();
    if (reason != failing) {
      failing = reason;
      LOG.warnf("%s fails (%s): %s", server, reason.word(), failure.getMessage());
    }
  }

  /** Generations that the server failed, since the start. */
  public long failures(UpstreamFailure reason) {
    return failures.get(reason).sum();
  }

  /** Closes the connections. */
  public void close() {
    clients.close();
  }
}
