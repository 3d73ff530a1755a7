package io.nearfar.model.scenario;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.nearfar.model.policy.icl.PromptLayout;
import io.nearfar.model.policy.icl.Vocabulary;

/** How the prompts of in-context policies are worded and laid out. */
public record PromptSpec(
    @JsonPropertyDescription(
            "single (one message) or turns (each example as a turn of the chat); default: single")
        PromptLayout layout,
    @JsonPropertyDescription(
            "Words for what a task requires: service (regular, quality-preferred) or quality"
                + " (low-quality, high-quality); default: service")
        Vocabulary keywords) {

  public PromptSpec {
    layout = layout == null ? PromptLayout.SINGLE : layout;
    keywords = keywords == null ? Vocabulary.SERVICE : keywords;
  }
}
