package io.nearfar.experiments;

/**
 * A reason to stop that a person can act on: the message says what is wrong, with which value, and
 * what would be valid. It is printed on its own; a stack trace would add nothing.
 */
public final class Failure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A failure that nothing else caused. */
  public Failure(String message) {
    super(message);
  }

  /** A failure with its cause, whose text belongs into {@code message} already. */
  public Failure(String message, Throwable cause) {
    super(message, cause);
  }
}
