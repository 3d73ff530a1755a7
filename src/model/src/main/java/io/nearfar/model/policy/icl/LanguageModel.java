package io.nearfar.model.policy.icl;

import java.util.concurrent.CompletionStage;

/**
 * Completes a prompt: the decision model of in-context learning. Used by several threads at once.
 */
public interface LanguageModel {

  /** What it is called wherever it is reported. */
  String name();

  /**
   * Completes a prompt. Never blocks the caller.
   *
   * @return the completion, or a failure with {@link LanguageModelException} that says why
   */
  CompletionStage<Completion> complete(Prompt prompt);
}
