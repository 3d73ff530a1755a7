package io.nearfar.serving.wire;

import io.nearfar.model.Check;

/**
 * Tokens of a request and its answer.
 *
 * @param promptTokens of the request, >= 0
 * @param outputTokens of the answer, >= 0; reasoning included
 */
public record Usage(int promptTokens, int outputTokens) {

  public Usage {
    Check.atLeast("promptTokens", promptTokens, 0);
    Check.atLeast("outputTokens", outputTokens, 0);
  }

  /** All of them, as the OpenAI API counts. */
  public long totalTokens() {
    return (long) promptTokens + outputTokens;
  }
}
