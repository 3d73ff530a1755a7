package io.nearfar.model.inference;

import io.nearfar.model.Check;
import java.util.Objects;

/**
 * A language model as Nearfar sees it: how fast, how good.
 *
 * @param name the model's name as clients see it
 * @param prefill time to first token
 * @param tpotSeconds time per output token, > 0
 * @param jitter spread of TTFT (one factor a request) and of every TPOT (one factor a token)
 * @param quality how good its answers are
 */
public record ModelProfile(
    String name, PrefillLaw prefill, double tpotSeconds, Jitter jitter, Quality quality) {

  public ModelProfile {
    Check.notBlank("model name", name);
    Objects.requireNonNull(prefill, "prefill");
    Check.positive("model " + name + ": tpotSeconds", tpotSeconds);
    Objects.requireNonNull(jitter, "jitter");
    Objects.requireNonNull(quality, "quality");
  }

  /** Expected time to first token of a prompt, in seconds. */
  public double ttftSeconds(int promptTokens) {
    return prefill.seconds(promptTokens);
  }
}
