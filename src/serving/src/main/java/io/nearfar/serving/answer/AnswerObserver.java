package io.nearfar.serving.answer;

import io.vertx.core.http.HttpServerResponse;

/** Watches one answer, on its event loop. */
public interface AnswerObserver {

  /**
   * Status and headers are about to go out, with the first token of a streamed answer or with the
   * whole of an unstreamed one: the last moment to add headers.
   */
  default void head(HttpServerResponse response) {}

  /**
   * The first token has been handed to the socket (streamed; after {@link #head}) or generated
   * (whole; before it).
   *
   * @param nanoTime that moment, on the clock of {@link System#nanoTime}
   */
  default void firstToken(long nanoTime) {}

  /** The answer has ended; called exactly once, last. */
  default void ended(AnswerEnd end) {}
}
