package io.nearfar.serving.answer;

/**
 * How an answer ended.
 *
 * @param outcome completed, cancelled or failed
 * @param outputTokens tokens that the backend generated for it
 * @param lastTokenNanoTime when the last of them was handed to the socket (streamed) or generated
 *     (whole), on the clock of {@link System#nanoTime}; meaningless without a token
 * @param failureOrNull what went wrong, when it failed
 */
public record AnswerEnd(
    Outcome outcome, int outputTokens, long lastTokenNanoTime, Throwable failureOrNull) {

  /** The ways an answer ends. */
  public enum Outcome {
    /** The whole answer was handed to the socket. */
    COMPLETED,
    /** The client went away, or the caller cancelled. */
    CANCELLED,
    /** The backend broke off. */
    FAILED
  }
}
