package io.nearfar.serving.upstream;

import io.nearfar.serving.wire.ApiException;

/** A model's server failed. Where nothing was sent to the client yet, another tier can answer. */
public final class UpstreamException extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int RETRY_AFTER_SECONDS = 1;

  private final UpstreamFailure failure;

  /**
   * A failure.
   *
   * @param message in words that may be logged; those of {@link UpstreamFailure#REFUSED} are the
   *     server's own, for the client
   */
  public UpstreamException(UpstreamFailure failure, String message, Throwable cause) {
    super(message, cause, false, false);
    this.failure = failure;
  }

  /** The reason. */
  public UpstreamFailure failure() {
    return failure;
  }

  /** What a client is told to whom nothing was sent yet. */
  public ApiException answer() {
    return switch (failure) {
      case REFUSED ->
          ApiException.invalid(
              null, "refused_by_model", "The model does not take this request: " + getMessage());
      case CONNECT, BUSY ->
          ApiException.unavailable(
              "The model cannot answer now (" + failure.word() + ").", RETRY_AFTER_SECONDS);
      default ->
          new ApiException(
              failure.status(),
              ApiException.SERVER_ERROR,
              null,
              "model_failed",
              "The model failed to answer (" + failure.word() + ").");
    };
  }
}
