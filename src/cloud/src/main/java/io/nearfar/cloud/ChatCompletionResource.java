package io.nearfar.cloud;

import io.nearfar.serving.answer.Answer;
import io.nearfar.serving.backend.BackendSaturatedException;
import io.nearfar.serving.http.ApiRoutes;
import io.nearfar.serving.wire.ChatCompletionRequest;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;

/** {@code POST /v1/chat/completions}, streamed or whole. */
@Path("/v1/chat/completions")
public class ChatCompletionResource {

  private final CloudNode node;

  ChatCompletionResource(CloudNode node) {
    this.node = node;
  }

  /** Begins an answer; it is written to the response as its tokens fall due. */
  @POST
  @NonBlocking
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Void> complete(RoutingContext context) throws BackendSaturatedException {
    ChatCompletionRequest request =
        ChatCompletionRequest.read(ApiRoutes.body(context), node.limits());
    node.models().require(request.model());
    long arrivalNanoTime = ApiRoutes.arrivalNanoTime(context);
    return Answer.start(
            node.backend(),
            request,
            context.body().buffer(),
            context.response(),
            arrivalNanoTime,
            new CloudAnswerObserver(node, request, arrivalNanoTime))
        .completion();
  }
}
