package io.nearfar.serving.wire;

/** A server did not speak the OpenAI API. */
public final class WireException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public WireException(String message) {
    super(message, null, false, false);
  }
}
