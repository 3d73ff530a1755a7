package io.nearfar.model.inference;

import io.nearfar.model.Check;

/**
 * A language model as Nearfar sees it: how fast, how good.
 *
 * @param name the model's name as clients see it
 * @param prefill time to first token
 * @param tpotSeconds time per output token, > 0
 * @param jitter spread of TTFT (one factor a request) and of every TPOT (one factor a token)
 * @param quality how good its answers are
 * @param contention how it slows down under load
 */
public record ModelProfile(
    String name,
    PrefillLaw prefill,
    double tpotSeconds,
    Jitter jitter,
    Quality quality,
    Contention contention) {

  public ModelProfile {
    Check.notBlank("model name", name);
    // The name stands in response headers and in the prompt, where a line break would forge a line.
    if (!name.matches("[^\\p{Cntrl}\\u0085\\u2028\\u2029]+")) {
      throw new IllegalArgumentException(
          "model name is \"" + name + "\"; it must be on one line, without control characters");
    }
    Check.present("model " + name + ": prefill", prefill);
    Check.positive("model " + name + ": tpotSeconds", tpotSeconds);
    Check.present("model " + name + ": jitter", jitter);
    Check.present("model " + name + ": quality", quality);
    Check.present("model " + name + ": contention", contention);
  }

  /** A model that is as fast for many requests as for one. */
  public ModelProfile(
      String name, PrefillLaw prefill, double tpotSeconds, Jitter jitter, Quality quality) {
    this(name, prefill, tpotSeconds, jitter, quality, Contention.NONE);
  }

  /** Expected time to first token of a prompt on an idle model, in seconds. */
  public double ttftSeconds(int promptTokens) {
    return prefill.seconds(promptTokens);
  }
}
