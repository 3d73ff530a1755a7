package io.nearfar.model.scenario;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.nearfar.model.Check;
import io.nearfar.model.Source;
import io.nearfar.model.inference.Contention;
import io.nearfar.model.inference.Jitter;
import io.nearfar.model.inference.ModelCatalogue;
import io.nearfar.model.inference.ModelProfile;
import io.nearfar.model.inference.PrefillLaw;
import io.nearfar.model.inference.Quality;
import java.util.OptionalDouble;

/**
 * A deployed model: a name of the catalogue, and figures of one's own over it. A model that the
 * catalogue does not know must bring every figure.
 */
@Source("models.csv of the catalogue, which names them")
public record ModelSpec(
    @JsonPropertyDescription("Name in the catalogue, or any other name with all figures stated")
        @Source(Source.STUDY)
        String model,
    @JsonPropertyDescription("Law of the time to first token; default: constant, the catalogue's")
        PrefillLaw prefill,
    @JsonPropertyDescription("Decoding speed 1/TPOT in tokens per second; default: the catalogue's")
        Double tokensPerSecond,
    @JsonPropertyDescription("Spread of TTFT and TPOT; default: none") @Source(Source.STUDY)
        Jitter jitter,
    @JsonPropertyDescription("LMSYS Arena Elo; default: the catalogue's") Double arenaElo,
    @JsonPropertyDescription("MMLU accuracy in [0, 1]; default: the catalogue's") Double mmlu,
    @JsonPropertyDescription("How requests at the same time slow each other down; default: not")
        @Source(Source.STUDY)
        Contention contention) {

  public ModelSpec {
    Check.notBlank("model", model);
    jitter = jitter == null ? new Jitter.None() : jitter;
    contention = contention == null ? Contention.NONE : contention;
    if (tokensPerSecond != null) {
      Check.positive("tokensPerSecond", tokensPerSecond);
    }
    if (arenaElo != null) {
      Check.positive("arenaElo", arenaElo);
    }
    if (mmlu != null) {
      Check.within("mmlu", mmlu, 0, 1);
    }
  }

  /** A model that is as fast for many requests as for one. */
  ModelSpec(
      String model,
      PrefillLaw prefill,
      Double tokensPerSecond,
      Jitter jitter,
      Double arenaElo,
      Double mmlu) {
    this(model, prefill, tokensPerSecond, jitter, arenaElo, mmlu, Contention.NONE);
  }

  /**
   * The profile of this model.
   *
   * @throws IllegalArgumentException when a figure is neither stated nor in the catalogue
   */
  public ModelProfile profile() {
    ModelCatalogue.Entry known = ModelCatalogue.entries().get(model);
    PrefillLaw law =
        prefill != null
            ? prefill
            : new PrefillLaw.Constant(
                figure("prefill", null, known == null ? null : known.ttftSeconds()));
    double speed =
        figure("tokensPerSecond", tokensPerSecond, known == null ? null : known.tokensPerSecond());
    return new ModelProfile(
        model,
        law,
        1 / speed,
        jitter,
        new Quality(
            figure("arenaElo", arenaElo, known == null ? null : known.arenaElo()),
            figure("mmlu", mmlu, known == null ? null : known.mmlu())),
        contention);
  }

  private double figure(String key, Double stated, OptionalDouble catalogued) {
    if (stated != null) {
      return stated;
    }
    if (catalogued != null && catalogued.isPresent()) {
      return catalogued.getAsDouble();
    }
    String why =
        catalogued == null
            ? "the catalogue does not know this model; it has "
                + String.join(", ", ModelCatalogue.entries().keySet())
            : "nobody published this figure";
    throw new IllegalArgumentException(
        "model " + model + " has no " + key + ": " + why + "\nState " + key + " in the scenario.");
  }
}
