package io.nearfar.edge.backhaul;

import io.nearfar.serving.wire.ApiException;

/** Why the hop to the cloud node gave no answer. */
public enum HopFailure {
  /** No connection before its deadline, or none at all. */
  CONNECT("connect", true),
  /** The connection broke before the first token. */
  RESET("reset", true),
  /** The cloud node answered that it cannot serve now: 429 or 5xx. */
  STATUS("status", true),
  /** No first token before its deadline. A second wait as long would help nobody. */
  FIRST_TOKEN_DEADLINE("first-token-deadline", false),
  /** Its client gave it up after a wait that a healthy cloud node would have ended. */
  GIVEN_UP("given-up", false),
  /** Recent hops failed; none is made for a while. */
  BREAKER_OPEN("breaker-open", false),
  /** Too many hops are waiting for a connection or a first token. */
  BUSY("busy", false),
  /** Something else, which the log tells: a fault of ours. */
  ERROR("error", false);

  private static final int RETRY_AFTER_SECONDS = 1;

  private final String word;
  private final boolean retried;

  HopFailure(String word, boolean retried) {
    this.word = word;
    this.retried = retried;
  }

  /** The word used in records and metric labels. */
  public String word() {
    return word;
  }

  /** What a client is told whose request may not go elsewhere. */
  public ApiException refusal() {
    return ApiException.unavailable(
        "The cloud model cannot answer now (" + word + ") and this request may not go elsewhere.",
        RETRY_AFTER_SECONDS);
  }

  /** Whether another try makes sense. */
  public boolean retried() {
    return retried;
  }
}
