package io.nearfar.serving.backend;

import io.nearfar.model.Check;
import io.nearfar.serving.wire.ChatCompletionRequest;
import io.vertx.core.buffer.Buffer;
import java.util.OptionalInt;

/**
 * What a backend is asked for.
 *
 * @param promptTokens length of the prompt, >= 0
 * @param maxTokens largest number of output tokens, >= 1
 * @param ignoreEos whether to go on until exactly {@code maxTokens}; then it is present
 * @param arrivalNanoTime when the request arrived, on the clock of {@link System#nanoTime}: the
 *     times to first token and of all others count from here
 * @param body the request as the client sent it, for whoever passes it on
 */
public record GenerationRequest(
    int promptTokens, OptionalInt maxTokens, boolean ignoreEos, long arrivalNanoTime, Buffer body) {

  public GenerationRequest {
    Check.atLeast("promptTokens", promptTokens, 0);
    maxTokens.ifPresent(max -> Check.atLeast("maxTokens", max, 1));
    if (ignoreEos && maxTokens.isEmpty()) {
      throw new IllegalArgumentException(
          "ignoreEos is true without maxTokens; it needs an exact length");
    }
  }

  /** What a chat completion asks of a backend. */
  public static GenerationRequest of(
      ChatCompletionRequest request, Buffer body, long arrivalNanoTime) {
    return new GenerationRequest(
        request.promptTokens(), request.maxTokens(), request.ignoreEos(), arrivalNanoTime, body);
  }
}
