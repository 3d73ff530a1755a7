package io.nearfar.experiments.decider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nearfar.experiments.Failure;
import io.nearfar.experiments.Scenarios;
import io.nearfar.experiments.simulate.ParallelRuns;
import io.nearfar.experiments.simulate.Simulation;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.policy.icl.Completion;
import io.nearfar.model.policy.icl.DecisionCost;
import io.nearfar.model.policy.icl.Prompt;
import io.nearfar.model.policy.icl.Reply;
import io.nearfar.model.scenario.DeployedPolicy;
import io.nearfar.model.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DeciderTest {

  private static final String[] SMALL = {"users: 2", "arrivals: {process: slots, timeslots: 40}"};

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "policy: {name: icl}",
        "policy: {name: icl, prompt: {layout: turns, keywords: quality}, calibration: contextual}"
      })
  void aRunIsReplayedToTheBitWithItsCost(String policy) throws IOException {
    Scenario scenario = Scenarios.of(SMALL[0], SMALL[1], policy);
    Path file = directory.resolve("c.jsonl.gz");
    List<TaskRecord> recorded = new ArrayList<>();
    DecisionCost cost;
    int asked;
    try (ScriptedEndpoint endpoint = new ScriptedEndpoint(DeciderTest::word)) {
      try (Decider decider = decider(scenario, endpoint, file)) {
        assertThat(decider.name()).isEqualTo("scripted (log-probabilities)");
        cost = cost(Simulation.run(scenario, decider, recorded::add));
        decider.requireAnswers();
      }
      asked = endpoint.requests().size();
      try (Decider again = decider(scenario, endpoint, file)) {
        assertThat(Simulation.run(scenario, again)).isEqualTo(recorded);
      }
      assertThat(endpoint.requests()).as("nothing is asked for twice").hasSize(asked);
    }

    List<TaskRecord> replayed = new ArrayList<>();
    try (Decider decider = open(scenario, "--cassette", file.toString())) {
      assertThat(decider.name()).isEqualTo("scripted (log-probabilities)");
      DecisionCost again = cost(Simulation.run(scenario, decider, replayed::add));
      decider.requireAnswers();
      assertThat(again).isEqualTo(cost);
    }
    assertThat(replayed).isEqualTo(recorded);
    assertThat(cost.calls()).isGreaterThanOrEqualTo(asked).isPositive();
    assertThat(cost.scoredReplies()).isEqualTo(cost.calls());
    assertThat(cost.promptTokens()).isEqualTo(400 * cost.calls());
    assertThat(cost.replyTokens()).isEqualTo(2 * cost.calls());
    assertThat(cost.seconds()).isPositive();
    assertThat(cost.replies()).containsEntry(Reply.Form.VALID, cost.calls());
  }

  @Test
  void runsSideBySideAskForNothingTwiceAndAreReplayedInAnyNumberOfThreads() throws Exception {
    Scenario scenario = Scenarios.of(SMALL);
    Path file = directory.resolve("c.jsonl.gz");
    List<Integer> recorded;
    try (ScriptedEndpoint endpoint = new ScriptedEndpoint(DeciderTest::word)) {
      try (Decider decider = decider(scenario, endpoint, file)) {
        recorded = offloaded(scenario, decider, 4);
        decider.requireAnswers();
      }
      assertThat(
              endpoint.requests().stream()
                  .map(request -> request.get("messages").toString())
                  .collect(Collectors.groupingBy(prompt -> prompt, Collectors.counting()))
                  .values())
          .isNotEmpty()
          .containsOnly(1L);
    }

    try (Decider decider = open(scenario, "--cassette", file.toString())) {
      assertThat(offloaded(scenario, decider, 1)).isEqualTo(recorded);
      decider.requireAnswers();
    }
  }

  private static List<Integer> offloaded(Scenario scenario, Decider decider, int threads)
      throws InterruptedException {
    return new ParallelRuns(threads, decider)
        .run(
            ParallelRuns.seeds(scenario, 4),
            () ->
                new ParallelRuns.Accumulator<Integer>() {
                  private int hash;

                  @Override
                  public void add(TaskRecord task) {
                    hash = 31 * hash + task.choice().hashCode();
                  }

                  @Override
                  public Integer result(DeployedPolicy deployed) {
                    return hash;
                  }
                });
  }

  @Test
  void aPromptThatWasNotRecordedIsNamedAndNothingMoreIsAsked() throws IOException {
    Path file = directory.resolve("c.jsonl.gz");
    Scenario scenario = Scenarios.of(SMALL);
    try (ScriptedEndpoint endpoint = new ScriptedEndpoint(DeciderTest::word);
        Decider decider = decider(scenario, endpoint, file)) {
      complete(decider, Prompt.of("known"));
    }

    try (Decider decider = open(scenario, "--cassette", file.toString())) {
      assertThat(complete(decider, Prompt.of("known")).text()).isEqualTo("local");
      decider.requireAnswers();
      assertThatThrownBy(() -> complete(decider, Prompt.of("unknown")))
          .isInstanceOf(CompletionException.class);
      assertThatThrownBy(() -> complete(decider, Prompt.of("known")))
          .isInstanceOf(CompletionException.class);
      assertThatThrownBy(decider::requireAnswers)
          .isInstanceOf(Failure.class)
          .hasMessage(
              "cassette "
                  + file
                  + " has no reply of scripted (log-probabilities) to prompt "
                  + Recording.hash(Prompt.of("unknown"))
                  + "\nRecord it: say --decider URL with the same cassette.");
    }
  }

  @Test
  void anEndpointThatFailsIsNamedAndNothingMoreIsAsked() throws IOException {
    Path file = directory.resolve("c.jsonl.gz");
    Scenario scenario = Scenarios.of(SMALL);
    try (ScriptedEndpoint endpoint = new ScriptedEndpoint(prompt -> null);
        Decider decider = decider(scenario, endpoint, file)) {
      Simulation.run(scenario, decider);

      assertThat(endpoint.requests()).hasSize(1);
      assertThatThrownBy(decider::requireAnswers)
          .isInstanceOf(Failure.class)
          .hasMessageStartingWith("the decision model scripted (log-probabilities) failed: ");
    }
    assertThat(Cassette.of(file).voices()).isEmpty();
  }

  @Test
  void aReplyThatCannotBeUsedIsAResult() throws IOException {
    Scenario scenario = Scenarios.of(SMALL);
    try (ScriptedEndpoint endpoint = new ScriptedEndpoint(prompt -> "maybe");
        Decider decider =
            open(
                scenario,
                "--decider",
                endpoint.url(),
                "--decider-model",
                "scripted",
                "--scoring",
                "reply")) {
      DecisionCost cost = cost(Simulation.run(scenario, decider, task -> {}));

      decider.requireAnswers();
      assertThat(cost.replies()).containsEntry(Reply.Form.UNUSABLE, cost.calls());
      assertThat(cost.fallbacks()).isEqualTo(cost.decisions()).isPositive();
      assertThat(decider.name()).isEqualTo("scripted (reply)");
      assertThat(endpoint.requests().get(0).path("logprobs").asBoolean(false)).isFalse();
    }
  }

  @Test
  void theSettingsOfTheCommandLineReachTheEndpoint() throws IOException {
    try (ScriptedEndpoint endpoint = new ScriptedEndpoint(DeciderTest::word);
        Decider decider =
            open(
                Scenarios.of(SMALL),
                "--decider",
                endpoint.url(),
                "--decider-model",
                "scripted",
                "--alternatives",
                "100",
                "--constrain",
                "grammar")) {
      complete(decider, Prompt.of("hello"));

      assertThat(decider.name())
          .isEqualTo("scripted (log-probabilities of 100 alternatives, constrained by grammar)");
      assertThat(endpoint.requests().get(0).get("top_logprobs").intValue()).isEqualTo(100);
      assertThat(endpoint.requests().get(0).has("grammar")).isTrue();
    }
  }

  @Test
  void withoutOptionsTheEmbeddedReaderDecides() {
    Scenario scenario = Scenarios.of(SMALL);
    try (Decider decider = open(scenario)) {
      assertThat(decider.name()).isEqualTo("example-vote reader");
      assertThat(Simulation.run(scenario, decider)).hasSize(80);
      decider.requireAnswers();
    }
    assertThat(Files.exists(directory.resolve("c.jsonl.gz"))).isFalse();
  }

  private static Decider decider(Scenario scenario, ScriptedEndpoint endpoint, Path file) {
    return open(
        scenario,
        "--decider",
        endpoint.url(),
        "--decider-model",
        "scripted",
        "--cassette",
        file.toString());
  }

  private static Decider open(Scenario scenario, String... options) {
    DeciderOptions parsed = new DeciderOptions();
    new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("decider", spec(parsed)))
        .parseArgs(options);
    return parsed.open(scenario);
  }

  private static CommandLine.Model.CommandSpec spec(DeciderOptions options) {
    return CommandLine.Model.CommandSpec.forAnnotatedObject(options);
  }

  private static Completion complete(Decider decider, Prompt prompt) {
    return decider.complete(prompt).toCompletableFuture().join();
  }

  private static DecisionCost cost(DeployedPolicy deployed) {
    return deployed.learner().orElseThrow().costs().soFar();
  }

  /** Decides by what the prompt ends with, and not always as the oracle would. */
  private static String word(String prompt) {
    return prompt.hashCode() % 3 == 0 ? "offload" : "local";
  }
}
