package io.nearfar.model.policy.icl;

import io.nearfar.model.policy.ModelFailure;

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
}
