package io.nearfar.experiments.result;

/** A result file is missing, unreadable, or says something it cannot say; the message names it. */
public final class ResultException extends RuntimeException {

  /**
   * A refusal.
   *
   * @param message which file, which line where there is one, what is wrong
   * @param cause what was thrown below, or null
   */
  public ResultException(String message, Throwable cause) {
    super(message, cause);
  }
}
