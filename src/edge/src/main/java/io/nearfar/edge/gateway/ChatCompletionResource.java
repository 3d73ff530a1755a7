package io.nearfar.edge.gateway;

import io.nearfar.edge.EdgeConfig;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.task.Decision;
import io.nearfar.serving.config.NodeLimits;
import io.nearfar.serving.http.ApiRoutes;
import io.nearfar.serving.wire.ChatCompletionRequest;
import io.nearfar.serving.wire.RequestLimits;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;

/** {@code POST /v1/chat/completions}: one task, decided, answered and measured. */
@Path("/v1/chat/completions")
public class ChatCompletionResource {

  private final Gateway gateway;
  private final ServedModels models;
  private final TaskProfile.Terms terms;
  private final RequestLimits requestLimits;

  ChatCompletionResource(
      Gateway gateway, ServedModels models, Scenario scenario, EdgeConfig config) {
    NodeLimits limits = config.limits();
    this.gateway = gateway;
    this.models = models;
    this.terms =
        new TaskProfile.Terms(
            config.run(), scenario.users(), limits.naturalTokens(), limits.maxOutputTokens());
    this.requestLimits = new RequestLimits(limits.maxOutputTokens());
  }

  /** Begins an answer; it is written to the response as its tokens come. */
  @POST
  @NonBlocking
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Void> complete(RoutingContext context) {
    long arrivalNanoTime = ApiRoutes.arrivalNanoTime(context);
    ChatCompletionRequest request =
        ChatCompletionRequest.read(ApiRoutes.body(context), requestLimits);
    Optional<Decision> pin = models.pin(request.model());
    TaskProfile profile = TaskProfile.of(request, context.request().headers(), pin, terms);
    return new Exchange(gateway, context, request, profile, arrivalNanoTime).run();
  }
}
