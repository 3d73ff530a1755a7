package io.nearfar.edge.gateway;

import io.nearfar.edge.backhaul.CloudRelay;
import io.nearfar.edge.backhaul.CloudReply;
import io.nearfar.edge.backhaul.HopException;
import io.nearfar.edge.backhaul.HopFailure;
import io.nearfar.edge.cell.PacedBackend;
import io.nearfar.edge.cell.RadioLink;
import io.nearfar.edge.telemetry.LocalFailure;
import io.nearfar.model.delay.AnalyticModel;
import io.nearfar.model.delay.ServiceDelay;
import io.nearfar.model.outcome.Ending;
import io.nearfar.model.policy.Choice;
import io.nearfar.model.policy.Origin;
import io.nearfar.model.policy.Situation;
import io.nearfar.model.task.Tier;
import io.nearfar.serving.answer.Answer;
import io.nearfar.serving.answer.AnswerEnd;
import io.nearfar.serving.answer.AnswerObserver;
import io.nearfar.serving.backend.BackendSaturatedException;
import io.nearfar.serving.backend.ModelBackend;
import io.nearfar.serving.upstream.UpstreamException;
import io.nearfar.serving.wire.ApiException;
import io.nearfar.serving.wire.ChatCompletionRequest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * One request on its way through the gateway: decided, answered by one tier or, before its first
 * token, by the other, and written down. All of it happens on the event loop of the client's
 * connection.
 */
final class Exchange implements AnswerObserver {

  private static final Logger LOG = Logger.getLogger(Exchange.class);

  private static final int RETRY_AFTER_SECONDS = 1;

  private final Gateway gateway;
  private final RoutingContext http;
  private final HttpServerResponse response;
  private final Context loop;
  private final ChatCompletionRequest request;
  private final TaskProfile profile;
  private final AnalyticModel model;
  private final RadioLink link;
  private final TaskMeter meter;
  private final CompletableFuture<Void> completion = new CompletableFuture<>();
  private Choice choice;
  private Tier tier;
  private Optional<String> fallback = Optional.empty();
  private Cancellable hop = () -> {};
  private boolean over;

  Exchange(
      Gateway gateway,
      RoutingContext http,
      ChatCompletionRequest request,
      TaskProfile profile,
      long arrivalNanoTime) {
    this.gateway = gateway;
    this.http = http;
    this.response = http.response();
    this.loop = Vertx.currentContext();
    this.request = request;
    this.profile = profile;
    this.model = gateway.cell.model();
    this.link =
        gateway.cell.link(
            model, profile.task(), profile.streamed(), ((ContextInternal) loop).nettyEventLoop());
    this.meter = new TaskMeter(arrivalNanoTime, gateway.backhaul.seconds(), model, link.limits());
  }

  /**
   * Begins; the result completes when the response has ended, or fails with what is to be answered
   * instead.
   */
  Uni<Void> run() {
    response.exceptionHandler(gone -> clientGone());
    Situation situation =
        Situation.of(
            profile.task(), gateway.scenario.sizeClasses(), model, meter.backhaulEstimateSeconds());
    meter.situation(situation);
    if (profile.pin().isPresent()) {
      decided(Choice.of(profile.pin().get(), Origin.PINNED));
    } else {
      CompletionStage<Choice> deciding = gateway.decisions.decide(situation);
      Choice known = deciding.toCompletableFuture().getNow(null);
      if (known != null) {
        decided(known);
      } else {
        meter.waits();
        Uni.createFrom()
            .completionStage(deciding)
            .subscribe()
            .with(made -> onLoop(() -> decided(made)), completion::completeExceptionally);
      }
    }
    return Uni.createFrom().completionStage(completion);
  }

  private void decided(Choice made) {
    choice = made;
    meter.decided();
    if (over) {
      return;
    }
    if (made.decision().tier() == Tier.EDGE) {
      answerLocally();
    } else {
      offload();
    }
  }

  private void answerLocally() {
    tier = Tier.EDGE;
    meter.waits();
    try {
      ModelBackend local = link.limits() ? new PacedBackend(gateway.local, link) : gateway.local;
      Answer answer =
          Answer.start(local, request, http.body().buffer(), response, System.nanoTime(), this);
      answer.completion().subscribe().with(done -> completion.complete(null), this::localFailed);
    } catch (BackendSaturatedException e) {
      if (mayFallBack()) {
        fallback = Optional.of(LocalFailure.SATURATED);
        offload();
      } else {
        refuse(ApiException.saturated(e.getMessage() + ".", RETRY_AFTER_SECONDS));
      }
    }
  }

  /**
   * The local model broke before anything was sent; {@link #ended} has been called already, and has
   * left the task open when it may go on elsewhere.
   */
  private void localFailed(Throwable failure) {
    if (over || !(failure instanceof UpstreamException upstream)) {
      completion.completeExceptionally(failure);
      return;
    }
    response.exceptionHandler(gone -> clientGone());
    meter.goesOn(System.nanoTime());
    fallback = Optional.of(LocalFailure.of(upstream.failure()));
    offload();
  }

  private boolean goesOnElsewhere(AnswerEnd answer) {
    return tier == Tier.EDGE
        && answer.failureOrNull() instanceof UpstreamException
        && !response.headWritten()
        && mayFallBack();
  }

  private void offload() {
    tier = Tier.CLOUD;
    meter.waits();
    ServiceDelay promised = meter.situation().offload().delay();
    double expectedSeconds =
        request.stream()
            ? promised.backhaulSeconds() + promised.ttftSeconds()
            : promised.gatewaySeconds();
    hop =
        gateway
            .hop
            .open(http.body().buffer(), request.stream(), expectedSeconds)
            .subscribe()
            .with(reply -> onLoop(() -> relay(reply)), failure -> onLoop(() -> hopFailed(failure)));
  }

  private void relay(CloudReply reply) {
    if (over) {
      reply.request().reset();
      return;
    }
    meter.goesOn(reply.headNanoTime());
    double backhaul = reply.backhaulSeconds(request.stream());
    if (reply.response().statusCode() < 400 && !Double.isNaN(backhaul)) {
      gateway.backhaul.add(backhaul);
      meter.backhaul(backhaul);
    }
    CloudRelay.start(
            http.vertx(),
            reply,
            http.request(),
            request.stream(),
            gateway.hop.idleMillis(),
            link,
            this)
        .subscribe()
        .with(done -> completion.complete(null), completion::completeExceptionally);
  }

  private void hopFailed(Throwable failure) {
    if (over) {
      return;
    }
    meter.goesOn(System.nanoTime());
    HopFailure reason = HopFailure.ERROR;
    if (failure instanceof HopException known) {
      reason = known.failure();
    } else {
      LOG.error("The hop to the cloud node failed", failure);
    }
    if (mayFallBack()) {
      fallback = Optional.of(reason.word());
      answerLocally();
    } else {
      refuse(reason.refusal());
    }
  }

  /** A pinned request goes where it was pinned to; any other may change its tier once. */
  private boolean mayFallBack() {
    return profile.pin().isEmpty() && fallback.isEmpty();
  }

  private void refuse(ApiException error) {
    end(new AnswerEnd(AnswerEnd.Outcome.FAILED, 0, 0, error));
    completion.completeExceptionally(error);
  }

  /** The client went before an answer began; an answer that has begun looks after that itself. */
  private void clientGone() {
    if (!over) {
      hop.cancel();
      end(new AnswerEnd(AnswerEnd.Outcome.CANCELLED, 0, 0, null));
      completion.complete(null);
    }
  }

  @Override
  public void head(HttpServerResponse head) {
    meter.head();
    new AnswerHead(profile, choice, tier, fallback, meter, gateway.modelName(tier)).addTo(head);
  }

  @Override
  public void firstToken(long nanoTime) {
    meter.firstToken(nanoTime);
  }

  @Override
  public void ended(AnswerEnd answer) {
    if (!goesOnElsewhere(answer)) {
      end(answer);
    }
  }

  private void end(AnswerEnd answer) {
    if (over) {
      return;
    }
    over = true;
    if (choice == null || profile.warmUp()) {
      return;
    }
    Ending ending =
        switch (answer.outcome()) {
          case COMPLETED -> Ending.COMPLETED;
          case CANCELLED -> Ending.CANCELLED;
          case FAILED -> Ending.FAILED;
        };
    gateway.ledger.finished(meter.finish(gateway, profile, choice, tier, fallback, ending, answer));
  }

  private void onLoop(Runnable step) {
    if (Vertx.currentContext() == loop) {
      guarded(step);
    } else {
      loop.runOnContext(later -> guarded(step));
    }
  }

  /**
   * A step runs in somebody else's callback: what it throws must reach the client, not get lost
   * there.
   */
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      end(new AnswerEnd(AnswerEnd.Outcome.FAILED, 0, 0, e));
      completion.completeExceptionally(e);
    }
  }
}
