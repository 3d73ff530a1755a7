package io.nearfar.model.policy.icl;

import io.nearfar.model.policy.ModelFailure;
import java.util.concurrent.CompletionException;

/** A language model did not complete a prompt. */
public final class LanguageModelException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ModelFailure failure;

  /** A failure with its reason and, where there is one, what caused it. */
  public LanguageModelException(ModelFailure failure, String message, Throwable cause) {
    super(message, cause);
    this.failure = failure;
  }

  /** The reason. */
  public ModelFailure failure() {
    return failure;
  }

  /** Why a completion failed: the reason it states, else that it failed. */
  static ModelFailure reason(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof LanguageModelException known ? known.failure() : ModelFailure.ERROR;
  }
}
