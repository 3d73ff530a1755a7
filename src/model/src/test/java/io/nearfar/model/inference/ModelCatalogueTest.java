package io.nearfar.model.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nearfar.model.inference.ModelCatalogue.Entry;
import java.util.Locale;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ModelCatalogueTest {

  @Test
  void holdsThePublishedFiguresAndLeavesOutWhatNobodyPublished() {
    assertThat(ModelCatalogue.entries().values())
        .extracting(ModelCatalogueTest::figures)
        .containsExactly(
            "Llama3-8B 0.684 1152 0.23 75",
            "cloud-default - - 0.42 32",
            "Llama3-70B 0.82 1206 - -",
            "Gemma-7B 0.643 1037 0.23 155",
            "Gemini-1.5-Pro 0.859 1260 0.93 58",
            "Gemini-1.5-Flash 0.789 1228 1.34 139.5",
            "Llama2-7B 0.458 1037 0.33 89",
            "Llama2-13B 0.536 1063 0.49 42",
            "Llama2-70B 0.63 1093 0.51 40",
            "GPT-4 0.864 1186 0.59 19.2",
            "GPT-4o 0.887 1286 0.39 81",
            "Mixtral-8x7B 0.706 1114 - 107",
            "Mistral-7B 0.554 1072 0.33 87.4");
  }

  @Test
  void everyEntryStatesItsSourceAndHasItsOwnName() {
    assertThat(ModelCatalogue.entries())
        .allSatisfy(
            (name, entry) -> {
              assertThat(entry.name()).isEqualTo(name);
              assertThat(entry.source()).isNotBlank();
            });
  }

  @Test
  void refusesAnUnknownNameAndSaysWhichAreKnown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelCatalogue.entry("GPT-9"))
        .withMessageStartingWith("model is \"GPT-9\"; the catalogue has Llama3-8B, cloud-default")
        .withMessageEndingWith("Mistral-7B");
  }

  private static String figures(Entry entry) {
    return String.join(
        " ",
        entry.name(),
        figure(entry.mmlu()),
        figure(entry.arenaElo()),
        figure(entry.ttftSeconds()),
        figure(entry.tokensPerSecond()));
  }

  private static String figure(OptionalDouble value) {
    return value.isEmpty()
        ? "-"
        : String.format(Locale.ROOT, "%.3f", value.getAsDouble()).replaceAll("\\.?0+$", "");
  }
}
