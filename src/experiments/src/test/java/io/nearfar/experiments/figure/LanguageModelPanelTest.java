package io.nearfar.experiments.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.experiments.decider.DeciderOptions;
import io.nearfar.experiments.decider.ScriptedEndpoint;
import io.nearfar.experiments.figure.CostTable.Row;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LanguageModelPanelTest {

  @TempDir private Path directory;

  /** Says the right word to every condition. */
  private static String word(String prompt) {
    return prompt.substring(prompt.lastIndexOf("condition: ")).contains("quality-preferred")
        ? "offload"
        : "local";
  }

  @Test
  void anEndpointIsRecordedAndItsPanelIsReplayedToTheByte() throws Exception {
    Path cassette = directory.resolve("c.jsonl.gz");
    int asked;
    try (ScriptedEndpoint endpoint = new ScriptedEndpoint(LanguageModelPanelTest::word)) {
      draw(
          "live",
          "--decider",
          endpoint.url(),
          "--decider-model",
          "scripted",
          "--cassette",
          cassette.toString());
      asked = endpoint.requests().size();
    }
    draw("replayed", "--decider-model", "scripted", "--cassette", cassette.toString());

    assertThat(asked).isPositive();
    for (String file : List.of("j.csv", "j-cost.csv", "j.svg", "claims.csv", "figures.html")) {
      assertThat(directory.resolve("replayed").resolve(file))
          .hasSameBinaryContentAs(directory.resolve("live").resolve(file));
    }
    List<Row> rows = CostTable.read(directory.resolve("live/j-cost.csv"));
    assertThat(rows)
        .extracting(Row::decider)
        .startsWith(
            "scripted, single",
            "scripted, turns",
            "scripted, single, calibrated",
            "scripted, turns, calibrated");
    Row single = rows.get(0);
    // The scripted endpoint counts 400 tokens of a prompt, and 2 of a reply.
    assertThat(single.promptTokens()).contains(400 * single.calls().orElseThrow());
    assertThat(single.replyTokens()).contains(2 * single.calls().orElseThrow());
    assertThat(single.validShare()).contains(1.0);
    assertThat(Files.readString(directory.resolve("live/figures.html")))
        .contains("Decision model scripted in scenario small-model")
        .doesNotContain("SmolLM2");
  }

  @Test
  void aModelThatIsReadByItsReplyIsNotCalibrated() throws Exception {
    try (ScriptedEndpoint endpoint = new ScriptedEndpoint(LanguageModelPanelTest::word)) {
      draw(
          "reply",
          "--decider",
          endpoint.url(),
          "--decider-model",
          "scripted",
          "--scoring",
          "reply");
      assertThat(endpoint.requests())
          .isNotEmpty()
          .noneMatch(request -> request.path("logprobs").asBoolean());
    }

    List<Row> rows = CostTable.read(directory.resolve("reply/j-cost.csv"));
    assertThat(rows)
        .extracting(Row::decider)
        .containsExactly(
            "scripted, single",
            "scripted, turns",
            "example-vote reader",
            "deep Q-learning",
            "oracle");
  }

  private void draw(String name, String... options) throws InterruptedException {
    DeciderOptions deciders = new DeciderOptions();
    new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("deciders", mixin(deciders)))
        .parseArgs(options);
    LanguageModelPanel panel =
        new LanguageModelPanel(
            DecisionModel.named(deciders.label().orElseThrow(), deciders::open), deciders.scores());
    Figures.write(
        List.of(panel.panel()),
        new Runs(2, 2),
        directory.resolve(name),
        new PrintWriter(new StringWriter()));
  }

  private static CommandLine.Model.CommandSpec mixin(DeciderOptions deciders) {
    return CommandLine.Model.CommandSpec.forAnnotatedObject(deciders);
  }
}
