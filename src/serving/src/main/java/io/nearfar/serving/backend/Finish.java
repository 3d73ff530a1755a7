package io.nearfar.serving.backend;

import io.nearfar.serving.wire.FinishReason;
import io.nearfar.serving.wire.Usage;
import java.util.Optional;

/**
 * How a generation ended that was not broken off.
 *
 * @param reason why the model stopped
 * @param usage how many tokens there were, where the model says so itself; without it each text
 *     that was heard is one
 */
public record Finish(FinishReason reason, Optional<Usage> usage) {

  /** An end of a model whose texts are tokens. */
  public static Finish of(FinishReason reason) {
    return new Finish(reason, Optional.empty());
  }
}
