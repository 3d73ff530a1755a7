package io.nearfar.model.policy.icl;

import io.nearfar.model.Check;

/**
 * A rendered prompt: what a decision model reads.
 *
 * @param text the whole text
 */
public record Prompt(String text) {

  public Prompt {
    Check.notBlank("prompt", text);
  }
}
