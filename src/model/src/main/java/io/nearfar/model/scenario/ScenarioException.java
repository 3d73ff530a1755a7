package io.nearfar.model.scenario;

/**
 * A scenario that cannot be used; the message says where it is, what is wrong and what would be
 * valid.
 */
public final class ScenarioException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A refusal with its reason and what caused it, if anything did. */
  public ScenarioException(String message, Throwable cause) {
    super(message, cause);
  }
}
