package io.nearfar.experiments.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nearfar.experiments.Scenarios;
import io.nearfar.experiments.decider.Decider;
import io.nearfar.experiments.report.Report;
import io.nearfar.experiments.result.Replication;
import io.nearfar.experiments.result.ResultException;
import io.nearfar.experiments.result.RunDirectory;
import io.nearfar.experiments.result.Seeds;
import io.nearfar.experiments.result.Shard;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergeTest {

  private static final Scenario SCENARIO =
      Scenarios.of(
          "seed: 5",
          "models: {edge: {model: Llama3-8B, jitter: {distribution: gamma,"
              + " coefficientOfVariation: 0.2}}}",
          "arrivals: {process: slots, timeslots: 5}");

  @TempDir private Path directory;

  @Test
  void givesTheVeryBytesOfTheWholeRun() throws Exception {
    Path whole = run("whole", SCENARIO, new Shard(1, 1), 3);
    List<Path> shards =
        List.of(
            run("c", SCENARIO, new Shard(3, 3), 1),
            run("a", SCENARIO, new Shard(1, 3), 2),
            run("b", SCENARIO, new Shard(2, 3), 1));
    Path merged = directory.resolve("merged");

    Merge.into(merged, shards);

    assertThat(report(merged)).isEqualTo(report(whole)).contains("seeds 5 to 11");
    for (String file :
        List.of("seeds.csv", "scenario.yaml", "results.csv", "summary.json", "report.html")) {
      assertThat(merged.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
    }
    assertThat(RunDirectory.open(merged).facts().replication())
        .hasValue(new Replication(new Seeds(5, 7), new Shard(1, 1)));
    assertThat(RunDirectory.open(merged).seeds()).hasSize(7 * 9);
  }

  @Test
  void refusesAShardThatIsThereTwice() throws Exception {
    Path a = run("a", SCENARIO, new Shard(1, 2), 1);
    Path again = run("again", SCENARIO, new Shard(1, 2), 1);

    refuses(again + " and " + a + " are both shard 1/2", a, again);
  }

  @Test
  void namesTheShardsThatAreMissing() throws Exception {
    refuses(
        "missing: shard 1/4, 3/4",
        run("b", SCENARIO, new Shard(2, 4), 1),
        run("d", SCENARIO, new Shard(4, 4), 1));
  }

  @Test
  void refusesAnotherScenarioOtherSeedsAndAnotherNumberOfShards() throws Exception {
    Path a = run("a", SCENARIO, new Shard(1, 2), 1);
    Scenario other = ScenarioReader.varied(SCENARIO, Map.of("users", 3));

    refuses(
        "has another scenario than " + a + ": its users is 3, not 20",
        a,
        run("users", other, new Shard(2, 2), 1));
    refuses(
        "is of seeds 9 to 15, " + a + " of seeds 5 to 11",
        a,
        run("seed", SCENARIO.withSeed(9), new Shard(2, 2), 1));
    refuses("is shard 2/3, " + a + " is shard 1/2", a, run("three", SCENARIO, new Shard(2, 3), 1));
  }

  @Test
  void refusesWhatIsNoShard() throws Exception {
    refuses("whole is no shard", run("whole", SCENARIO, new Shard(1, 1), 1));
    refuses("nowhere is not a directory", directory.resolve("nowhere"));
  }

  private void refuses(String reason, Path... shards) {
    Path merged = directory.resolve("merged");
    assertThatThrownBy(() -> Merge.into(merged, List.of(shards)))
        .isInstanceOf(ResultException.class)
        .hasMessageContaining(reason);
    assertThat(Files.exists(merged)).isFalse();
  }

  private Path run(String name, Scenario scenario, Shard shard, int threads) throws Exception {
    Path path = directory.resolve(name);
    SeedRuns.run(
        scenario,
        new Replication(new Seeds(scenario.seed(), 7), shard),
        Decider.reader(),
        threads,
        RunDirectory.create(path));
    return path;
  }

  private static String report(Path run) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Report.write(run, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
