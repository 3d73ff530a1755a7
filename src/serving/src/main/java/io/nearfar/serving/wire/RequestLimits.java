package io.nearfar.serving.wire;

import io.nearfar.model.Check;

/**
 * What a chat completion request may ask for.
 *
 * @param maxOutputTokens the largest {@code max_tokens} accepted, >= 1
 */
public record RequestLimits(int maxOutputTokens) {

  /** 32,768 output tokens. */
  public static final RequestLimits DEFAULT = new RequestLimits(32_768);

  public RequestLimits {
    Check.atLeast("maxOutputTokens", maxOutputTokens, 1);
  }
}
