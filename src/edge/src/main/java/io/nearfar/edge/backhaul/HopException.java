package io.nearfar.edge.backhaul;

/** The hop to the cloud node failed before the first token: another tier can still answer. */
public final class HopException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final HopFailure failure;

  /**
   * A failure with its reason and, where there is one, its cause; without a stack trace: it is an
   * answer.
   */
  HopException(HopFailure failure, String message, Throwable cause) {
    super(message, cause, false, false);
    this.failure = failure;
  }

  /** The reason. */
  public HopFailure failure() {
    return failure;
  }
}
