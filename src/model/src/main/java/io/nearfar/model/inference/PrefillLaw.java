package io.nearfar.model.inference;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.nearfar.model.Check;

/** Time from arrival to the first generated token (TTFT), in seconds; section 4. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "law")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PrefillLaw.Constant.class, name = "constant"),
  @JsonSubTypes.Type(value = PrefillLaw.PerToken.class, name = "per-token")
})
public sealed interface PrefillLaw {

  /** TTFT in seconds of a prompt of {@code promptTokens} tokens, >= 0. */
  double seconds(int promptTokens);

  /**
   * The study's law: the prompt's length does not matter.
   *
   * @param ttftSeconds time to first token, >= 0
   */
  record Constant(@JsonPropertyDescription("Time to first token, >= 0") double ttftSeconds)
      implements PrefillLaw {
    public Constant {
      Check.nonNegative("ttftSeconds", ttftSeconds);
    }

    @Override
    public double seconds(int promptTokens) {
      return ttftSeconds;
    }
  }

  /**
   * Prefill that grows with the prompt: overhead + promptTokens x secondsPerToken.
   *
   * @param overheadSeconds TTFT of an empty prompt, >= 0
   * @param secondsPerToken prefill time of a prompt token, >= 0
   */
  record PerToken(
      @JsonPropertyDescription("TTFT of an empty prompt, >= 0") double overheadSeconds,
      @JsonPropertyDescription("Prefill time of a prompt token, >= 0") double secondsPerToken)
      implements PrefillLaw {
    public PerToken {
      Check.nonNegative("overheadSeconds", overheadSeconds);
      Check.nonNegative("secondsPerToken", secondsPerToken);
    }

    @Override
    public double seconds(int promptTokens) {
      return overheadSeconds + promptTokens * secondsPerToken;
    }
  }
}
