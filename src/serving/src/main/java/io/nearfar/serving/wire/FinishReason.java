package io.nearfar.serving.wire;

/** Why a model stopped, in the words of the OpenAI API. */
public enum FinishReason {
  /** It had said all it wanted to. */
  STOP("stop"),
  /** It had used up its {@code max_tokens}. */
  LENGTH("length"),

  /** Somebody between it and us withheld the rest. */
  CONTENT_FILTER("content_filter");

  private final String word;

  FinishReason(String word) {
    this.word = word;
  }

  /** The word on the wire. */
  public String word() {
    return word;
  }
}
