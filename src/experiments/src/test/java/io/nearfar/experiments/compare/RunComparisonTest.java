package io.nearfar.experiments.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nearfar.experiments.Failure;
import io.nearfar.experiments.Scenarios;
import io.nearfar.experiments.decider.Decider;
import io.nearfar.experiments.decider.DeciderOptions;
import io.nearfar.experiments.decider.ScriptedEndpoint;
import io.nearfar.experiments.replication.SeedRuns;
import io.nearfar.experiments.result.Replication;
import io.nearfar.experiments.result.RunDirectory;
import io.nearfar.experiments.result.Seeds;
import io.nearfar.experiments.result.Shard;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RunComparisonTest {

  private static final Scenario ORACLE =
      Scenarios.of("policy: {name: oracle}", "arrivals: {process: slots, timeslots: 20}");

  @TempDir private Path directory;

  @Test
  void saysWhichIsBetterInWhat() throws Exception {
    RunComparison comparison = compare(run("oracle", ORACLE), run("local", with("local")));

    assertThat(verdicts(comparison))
        .containsExactly(
            "reward_mean worse",
            "delay_mean_seconds better",
            "success_rate worse",
            "regret_mean_seconds worse");
    ComparisonRow success = comparison.rows().get(2);
    assertThat(success.serviceType()).isEqualTo("quality-preferred");
    assertThat(success.firstMean()).isEqualTo(1);
    assertThat(success.otherMean()).isZero();
    assertThat(success.difference()).isEqualTo(-1);
    assertThat(success.pHolm()).isZero();
    assertThat(String.join("\n", comparison.lines()))
        .contains(
            "seeds 1 to 6, pair by pair, against oracle:",
            "local: policy.name \"local\" instead of \"oracle\"",
            "delay s: local is better than oracle.",
            "success: local is worse than oracle.")
        .doesNotContain("Holm");
  }

  @Test
  void callsNoiseWhatChanceCouldDo() throws Exception {
    // Jitter that spreads and does not slow: the same decisions, other draws, equal on average.
    String key = "models.edge.jitter";
    Scenario coin = with("random");
    Scenario spread =
        ScenarioReader.varied(
            coin, Map.of(key, Map.of("distribution", "gamma", "coefficientOfVariation", 0.3)));
    RunComparison comparison =
        compare(run("coin", coin), run("same", with("random")), run("spread", spread));

    assertThat(verdicts(comparison))
        .containsExactly(
            "reward_mean same",
            "reward_mean noise",
            "delay_mean_seconds same",
            "delay_mean_seconds noise",
            "success_rate same",
            "success_rate same",
            "regret_mean_seconds same",
            "regret_mean_seconds same");
    assertThat(String.join("\n", comparison.lines()))
        .contains("reward: same and coin are the same.", "adjusted for 2 comparisons", "(Holm)");
  }

  @Test
  void refusesRunsOfOtherTasksAndNamesTheKey() throws Exception {
    ComparedRun first = run("first", ORACLE);

    refuses("seeds 4 to 9", first, run("seeds", ORACLE.withSeed(4)));
    refuses("its users is 3, not 20", first, run("users", varied("users", 3)));
    refuses(
        "its qualityPreferredShare is 0.25, not 0.5",
        first,
        run("share", varied("qualityPreferredShare", 0.25)));
    refuses(
        "its arrivals.timeslots is 21, not 20",
        first,
        run("slots", varied("arrivals.timeslots", 21)));
  }

  @Test
  void warnsOfRewardsOnOtherTerms() throws Exception {
    RunComparison comparison =
        compare(run("a", ORACLE), run("b", varied("reward.targetSeconds", 50)));

    assertThat(String.join("\n", comparison.lines()))
        .contains("reward.targetSeconds 50.0 instead of 40.0", "regrets, differ in their terms")
        .doesNotContain("another oracle");
  }

  @Test
  void warnsOfRegretsAgainstOtherOracles() throws Exception {
    Scenario other =
        ScenarioReader.varied(
            ORACLE,
            Map.of(
                "backhaulSeconds",
                0.5,
                "delivery",
                "streamed",
                "models.cloud",
                Map.of("model", "Gemini-1.5-Pro"),
                "radio",
                Map.of("rate", "fixed", "bitPerSecond", 1e6)));
    Scenario jitter =
        ScenarioReader.varied(
            ORACLE,
            Map.of(
                "models.edge.jitter",
                Map.of("distribution", "gamma", "coefficientOfVariation", 0.3)));

    RunComparison comparison =
        compare(
            run("a", ORACLE),
            run("all", other),
            run("far", varied("backhaulSeconds", 0.5)),
            run("spread", jitter),
            run("near", with("local")));

    assertThat(String.join("\n", comparison.lines()))
        .contains(
            "The regret of all is against another oracle than that of a, since they differ in"
                + " models, backhaulSeconds, delivery, radio:",
            "The regret of far is against another oracle than that of a, since they differ in"
                + " backhaulSeconds:")
        .doesNotContain("The regret of spread", "The regret of near");
  }

  @Test
  void saysThatTheRunsAskedOtherDecisionModels() throws Exception {
    ComparedRun reader = run("reader", with("icl"));
    ComparedRun other =
        new ComparedRun(
            Path.of("other"), reader.scenario(), reader.seeds(), reader.rows(), "another model");

    assertThat(compare(reader, other).lines().get(1))
        .isEqualTo("  other: decision model another model instead of example-vote reader");
    assertThat(compare(reader, run("again", with("icl"))).lines().get(1))
        .isEqualTo("  again is the same scenario");
    assertThat(compare(reader, run("oracle", ORACLE)).lines().get(1))
        .as("that the oracle asks nobody follows from its policy")
        .doesNotContain("decision model");
  }

  @Test
  void saysWhereTheAnalyticModelDecided() throws Exception {
    Path path = directory.resolve("mute");
    try (ScriptedEndpoint endpoint = new ScriptedEndpoint(prompt -> "maybe");
        Decider mute = replying(endpoint)) {
      SeedRuns.run(with("greedy"), seeds(2), mute, 1, RunDirectory.create(path));
      mute.requireAnswers();
    }
    ComparedRun reader = write("reader", with("greedy"), seeds(2));
    ComparedRun again = write("again", with("greedy"), seeds(2));

    String note = "In mute the analytic model took 100 % of the decisions in place of the decision";
    assertThat(String.join("\n", compare(reader, ComparedRun.read(path)).lines())).contains(note);
    assertThat(String.join("\n", compare(ComparedRun.read(path), reader).lines())).contains(note);
    assertThat(String.join("\n", compare(reader, again).lines())).doesNotContain("analytic model");
  }

  private static Decider replying(ScriptedEndpoint endpoint) {
    DeciderOptions options = new DeciderOptions();
    new CommandLine(options)
        .parseArgs(
            "--decider", endpoint.url(), "--decider-model", "scripted", "--scoring", "reply");
    return options.open();
  }

  private static Replication seeds(int count) {
    return new Replication(new Seeds(ORACLE.seed(), count), new Shard(1, 1));
  }

  @Test
  void refusesAShard() {
    assertThatThrownBy(
            () -> write("shard", ORACLE, new Replication(new Seeds(1, 6), new Shard(1, 2))))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("shard is shard 1/2 of a run; merge the shards first");
    assertThatThrownBy(
            () -> write("one", ORACLE, new Replication(new Seeds(1, 1), new Shard(1, 1))))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("one has one seed; at least 2 are needed");
  }

  private static Stream<String> verdicts(RunComparison comparison) {
    return comparison.rows().stream().map(row -> row.measure() + " " + row.verdict());
  }

  private static void refuses(String reason, ComparedRun... runs) {
    assertThatThrownBy(() -> compare(runs))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(reason);
  }

  private static RunComparison compare(ComparedRun... runs) {
    return RunComparison.of(List.of(runs));
  }

  private static Scenario varied(String key, Object value) {
    return ScenarioReader.varied(ORACLE, Map.of(key, value));
  }

  private static Scenario with(String policy) {
    return varied("policy.name", policy);
  }

  private ComparedRun run(String name, Scenario scenario) throws InterruptedException {
    return write(name, scenario, new Replication(new Seeds(scenario.seed(), 6), new Shard(1, 1)));
  }

  private ComparedRun write(String name, Scenario scenario, Replication replication)
      throws InterruptedException {
    Path path = directory.resolve(name);
    SeedRuns.run(scenario, replication, Decider.reader(), 1, RunDirectory.create(path));
    return ComparedRun.read(path);
  }
}
