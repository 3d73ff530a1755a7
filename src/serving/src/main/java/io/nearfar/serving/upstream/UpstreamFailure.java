package io.nearfar.serving.upstream;

/** Why a model's server gave no answer, or not all of it. */
public enum UpstreamFailure {

  /** No connection before its deadline, or none at all. */
  CONNECT("connect", 503),

  /** It answered that it cannot serve now: HTTP status 429 or 503. */
  BUSY("busy", 503),

  /** It does not take this request, as when the prompt is too long: HTTP status 400, 413 or 422. */
  REFUSED("refused", 400),

  /** It answered with another HTTP status than 200. */
  STATUS("status", 502),

  /** Nothing generated before the deadline of the first token. */
  FIRST_TOKEN_DEADLINE("first-token-deadline", 504),

  /** Nothing came for too long inside an answer. */
  IDLE_DEADLINE("idle-deadline", 502),

  /** The connection broke, or the answer ended before the model had finished. */
  RESET("reset", 502),

  /** It told of an error inside its answer. */
  MODEL_ERROR("model-error", 502),

  /** What it sent is not a streamed chat completion. */
  PROTOCOL("protocol", 502);

  private final String word;
  private final int status;

  UpstreamFailure(String word, int status) {
    this.word = word;
    this.status = status;
  }

  /** The word used in records and metric labels. */
  public String word() {
    return word;
  }

  /** HTTP status that tells a client of it. */
  int status() {
    return status;
  }
}
