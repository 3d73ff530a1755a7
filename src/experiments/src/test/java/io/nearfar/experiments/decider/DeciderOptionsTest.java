package io.nearfar.experiments.decider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nearfar.experiments.Failure;
import io.nearfar.model.policy.icl.Prompt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DeciderOptionsTest {

  @TempDir private Path directory;

  @Test
  void everyOptionOfAReplaySaysWhoIsMeant() throws IOException {
    Path file = directory.resolve("c.jsonl.gz");
    String[][] ways = {
      {},
      {"--alternatives", "100"},
      {"--alternatives", "100", "--constrain", "grammar"},
      {"--scoring", "reply"},
      {"--scoring", "reply", "--constrain", "grammar"}
    };
    try (ScriptedEndpoint endpoint = new ScriptedEndpoint(prompt -> "local")) {
      for (String[] way : ways) {
        List<String> options = new ArrayList<>(List.of("--decider", endpoint.url()));
        options.addAll(List.of("--decider-model", "scripted", "--cassette", file.toString()));
        options.addAll(List.of(way));
        try (Decider decider = open(options.toArray(String[]::new))) {
          decider.complete(Prompt.of("known")).toCompletableFuture().join();
        }
      }
    }

    assertThat(replayed(file, "--scoring", "reply", "--constrain", "grammar"))
        .isEqualTo("scripted (reply, constrained by grammar)");
    assertThat(replayed(file, "--scoring", "reply", "--constrain", "none"))
        .isEqualTo("scripted (reply)");
    assertThat(replayed(file, "--alternatives", "20")).isEqualTo("scripted (log-probabilities)");
    assertThat(replayed(file, "--alternatives", "100", "--constrain", "grammar"))
        .isEqualTo("scripted (log-probabilities of 100 alternatives, constrained by grammar)");
    refused(file, " has replies of 5 models: ");
    refused(file, " has replies of 2 models: ", "--scoring", "reply");
    refused(file, " has replies of 5 models: ", "--decider-model", "scripted");
    refused(file, " has no replies of --decider-model other; it has", "--decider-model", "other");
    refused(
        file,
        " has no replies of --scoring reply, --constrain json-schema; it has replies of scripted"
            + " (log-probabilities of 100 alternatives); ",
        "--scoring",
        "reply",
        "--constrain",
        "json-schema");
  }

  private static String replayed(Path file, String... options) {
    List<String> all = new ArrayList<>(List.of("--cassette", file.toString()));
    all.addAll(List.of(options));
    try (Decider decider = open(all.toArray(String[]::new))) {
      decider.complete(Prompt.of("known")).toCompletableFuture().join();
      return decider.name();
    }
  }

  private static void refused(Path file, String message, String... options) {
    assertThatThrownBy(() -> replayed(file, options))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(message);
  }

  @Test
  void anOptionWithoutEffectIsRefused() {
    assertThatThrownBy(() -> open("--alternatives", "100"))
        .hasMessageContaining("a decision model is described, but not where it is");
    assertThatThrownBy(() -> open("--decider-key-env", "KEY"))
        .hasMessageContaining("a decision model is described, but not where it is");
    assertThatThrownBy(() -> open("--cassette", "smollm2-135m", "--decider-key-env", "KEY"))
        .hasMessageContaining("--decider-key-env is given without --decider");
    assertThatThrownBy(
            () -> open("--cassette", "smollm2-135m", "--scoring", "reply", "--alternatives", "100"))
        .hasMessageContaining("--alternatives is given with --scoring reply");
    assertThatThrownBy(() -> open("--cassette", "smollm2-135m", "--scoring", "reply"))
        .hasMessageContaining(
            "smollm2-135m has no replies of --scoring reply; it has replies of smollm2-135m"
                + " (log-probabilities of 100 alternatives)");
  }

  private static Decider open(String... options) {
    DeciderOptions parsed = new DeciderOptions();
    new CommandLine(parsed).parseArgs(options);
    return parsed.open();
  }
}
