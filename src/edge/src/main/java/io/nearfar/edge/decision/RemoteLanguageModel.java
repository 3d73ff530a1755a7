package io.nearfar.edge.decision;

import dev.langchain4j.model.chat.ChatModel;
import io.nearfar.edge.EdgeConfig;
import io.nearfar.languagemodel.Asking;
import io.nearfar.languagemodel.Endpoint;
import io.nearfar.model.policy.ModelFailure;
import io.nearfar.model.policy.icl.Completion;
import io.nearfar.model.policy.icl.LanguageModel;
import io.nearfar.model.policy.icl.LanguageModelException;
import io.nearfar.model.policy.icl.Prompt;
import io.smallrye.faulttolerance.api.TypedGuard;
import jakarta.enterprise.util.TypeLiteral;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jboss.logging.Logger;

/**
 * A language model behind an OpenAI-compatible API.
 *
 * <p>A call blocks a thread of a small pool, never an event loop. Deadline, circuit breaker and
 * bulkhead bound what a slow or broken model costs.
 */
final class RemoteLanguageModel implements LanguageModel {

  private static final Logger LOG = Logger.getLogger(RemoteLanguageModel.class);

  private final String name;
  private final Endpoint endpoint;
  private final ExecutorService callers;
  private final TypedGuard<CompletionStage<Completion>> guard;

  RemoteLanguageModel(EdgeConfig.LanguageModel config, ChatModel model, ExecutorService callers) {
    this.name = config.name().orElseThrow();
    this.endpoint =
        new Endpoint(
            name, model, new Asking(config.scoring(), config.alternatives(), config.constrain()));
    this.callers = callers;
    this.guard =
        TypedGuard.create(new TypeLiteral<CompletionStage<Completion>>() {})
            .withDescription("decision model")
            .withBulkhead()
            .limit(config.concurrency())
            .queueSize(config.maxWaiting())
            .done()
            .withTimeout()
            .duration(config.deadline().toMillis(), ChronoUnit.MILLIS)
            .done()
            .withCircuitBreaker()
            .requestVolumeThreshold(10)
            .failureRatio(0.5)
            .skipOn(BulkheadException.class)
            .delay(5, ChronoUnit.SECONDS)
            .onStateChange(state -> LOG.infof("The circuit breaker of %s is %s", name, state))
            .done()
            .build();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public CompletionStage<Completion> complete(Prompt prompt) {
    return guard
        .get(() -> CompletableFuture.supplyAsync(() -> endpoint.ask(prompt), callers))
        .exceptionallyCompose(failure -> CompletableFuture.failedStage(reason(failure)));
  }

  private LanguageModelException reason(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof TimeoutException) {
      return failed(ModelFailure.DEADLINE, "gave no reply in time", cause);
    }
    if (cause instanceof CircuitBreakerOpenException) {
      return failed(ModelFailure.BREAKER_OPEN, "has failed too often of late", cause);
    }
    if (cause instanceof BulkheadException) {
      return failed(ModelFailure.BUSY, "has too many calls waiting", cause);
    }
    LOG.warnf("The decision model %s failed: %s", name, cause);
    if (cause instanceof LanguageModelException known) {
      return known;
    }
    return failed(ModelFailure.ERROR, "failed: " + cause.getMessage(), cause);
  }

  private LanguageModelException failed(ModelFailure failure, String what, Throwable cause) {
    return new LanguageModelException(failure, "the decision model " + name + " " + what, cause);
  }
}
