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
import java.util.Optional;
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
    assertThat(single.fallbackShare()).contains(0.0);
    // It says local as surely to nothing as to a regular task: calibrated, it decides half of them.
    assertThat(rows.get(2).fallbackShare().orElseThrow()).isBetween(0.3, 0.7);
    assertThat(ClaimCsv.read(directory.resolve("live/claims.csv")))
        .extracting(row -> row.subject().equals("decisions left to the analytic model"))
        .containsExactly(false, false, true, true);
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

  /** Every decision is then that of the analytic model, which is as good as the oracle's. */
  @Test
  void nothingIsClaimedOfAModelThatNeverDecides() throws Exception {
    try (ScriptedEndpoint endpoint = new ScriptedEndpoint(prompt -> "maybe")) {
      draw(
          "mute", "--decider", endpoint.url(), "--decider-model", "scripted", "--scoring", "reply");
    }

    List<Row> rows = CostTable.read(directory.resolve("mute/j-cost.csv"));
    assertThat(rows).extracting(Row::unusableShare).startsWith(Optional.of(1.0));
    assertThat(rows)
        .extracting(Row::fallbackShare)
        .containsExactly(
            Optional.of(1.0),
            Optional.of(1.0),
            Optional.of(0.0),
            Optional.empty(),
            Optional.empty());
    assertThat(ClaimCsv.read(directory.resolve("mute/claims.csv")))
        .hasSize(2)
        .allSatisfy(
            row -> {
              assertThat(row.verdict()).isEqualTo(Claim.Verdict.UNDECIDED.word());
              assertThat(row.number()).isEqualTo(100);
            });
    assertThat(Files.readString(directory.resolve("mute/figures.html")))
        .contains("<b>Undecided:</b>", "100 % (n = 2)</b>, decisions left to the analytic model");
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
