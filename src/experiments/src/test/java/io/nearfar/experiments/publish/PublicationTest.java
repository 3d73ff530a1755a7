package io.nearfar.experiments.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nearfar.experiments.Failure;
import io.nearfar.experiments.Scenarios;
import io.nearfar.experiments.decider.Decider;
import io.nearfar.experiments.replication.SeedRuns;
import io.nearfar.experiments.report.Report;
import io.nearfar.experiments.result.Replication;
import io.nearfar.experiments.result.RunDirectory;
import io.nearfar.experiments.result.RunFacts;
import io.nearfar.experiments.result.Seeds;
import io.nearfar.experiments.result.Shard;
import io.nearfar.experiments.simulate.Simulation;
import io.nearfar.model.policy.icl.ExampleVoteReader;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicationTest {

  private static final Scenario SCENARIO =
      Scenarios.of("seed: 5", "arrivals: {process: slots, timeslots: 5}");
  private static final int SEEDS = 7;

  @TempDir private Path directory;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(said, true, UTF_8);
  private Shelf shelf;

  @BeforeEach
  void open() throws IOException {
    shelf = new Shelf();
  }

  @AfterEach
  void close() {
    shelf.close();
  }

  private void publish(Path run) throws InterruptedException {
    new Publication(shelf.root(), Duration.ofSeconds(10)).publish(run, out);
  }

  private PublishedRun published(String run) throws InterruptedException {
    return PublishedRun.find(new RunFiles(shelf.root(), Duration.ZERO), run);
  }

  private Path one(String name, String run, Scenario scenario) {
    Path path = directory.resolve(name);
    RunDirectory results = RunDirectory.create(path);
    results.writeScenario(ScenarioReader.write(scenario));
    results.writeTasks(Simulation.run(scenario, new ExampleVoteReader()));
    results.writeFacts(
        new RunFacts(
            run,
            RunFacts.Clock.VIRTUAL,
            Instant.parse("2026-01-01T00:00:00Z"),
            1,
            "example-vote reader",
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Optional.empty()));
    Report.write(path, out);
    return path;
  }

  private Path shard(String name, Scenario scenario, int index, int count) throws Exception {
    Path path = directory.resolve(name);
    SeedRuns.run(
        "sweep",
        scenario,
        new Replication(new Seeds(scenario.seed(), SEEDS), new Shard(index, count)),
        Decider.reader(),
        1,
        RunDirectory.create(path));
    Report.write(path, out);
    return path;
  }

  private void assertSameFiles(Path one, Path other, String... names) {
    for (String name : names) {
      assertThat(one.resolve(name)).hasSameBinaryContentAs(other.resolve(name));
    }
  }

  @Test
  void aPublishedRunIsFetchedAsItWas() throws Exception {
    Path run = one("run", "first", SCENARIO);

    publish(run);

    assertThat(shelf.files().keySet())
        .containsExactly(
            "first/identity.json",
            "first/report.html",
            "first/results.csv",
            "first/run.json",
            "first/scenario.yaml",
            "first/summary.json",
            "first/tasks.csv");
    assertThat(said.toString(UTF_8))
        .contains("published: " + shelf.root() + "/api/runs/first/files/report.html");
    Path fetched = directory.resolve("fetched");
    published("first").fetch(fetched);
    Report.write(fetched, out);
    assertSameFiles(
        fetched, run, "tasks.csv", "run.json", "scenario.yaml", "summary.json", "report.html");
  }

  @ParameterizedTest
  @ValueSource(strings = {"scenario.yaml", "tasks.csv", "run.json"})
  void aFetchThatBreaksLeavesNothingAndCanBeRepeated(String missing) throws Exception {
    Path run = one("run", "first", SCENARIO);
    publish(run);
    PublishedRun published = published("first");
    byte[] content = shelf.files().remove("first/" + missing);
    Path fetched = Files.createDirectory(directory.resolve("runs")).resolve("first");

    assertThatThrownBy(() -> published.fetch(fetched)).hasMessageContaining("has no " + missing);
    assertThat(directory.resolve("runs")).isEmptyDirectory();
    shelf.files().put("first/" + missing, content);
    published("first").fetch(fetched);
    assertThat(directory.resolve("runs")).isDirectoryNotContaining(path -> !path.equals(fetched));
    assertSameFiles(fetched, run, "tasks.csv", "run.json", "scenario.yaml");
  }

  @Test
  void aLargeTableIsCompressedOnTheWay() throws Exception {
    Path run =
        one("run", "large", ScenarioReader.varied(SCENARIO, Map.of("arrivals.timeslots", 300)));

    publish(run);

    assertThat(shelf.files())
        .containsKey("large/tasks.csv.gz")
        .doesNotContainKey("large/tasks.csv");
    assertThat(shelf.files().get("large/tasks.csv.gz").length)
        .isLessThan((int) Files.size(run.resolve("tasks.csv")) / 2);
    Path fetched = directory.resolve("fetched");
    published("large").fetch(fetched);
    assertSameFiles(fetched, run, "tasks.csv");
  }

  @Test
  void waitsForAnEdgeWhoseDatabaseIsAway() throws Exception {
    Path run = one("run", "first", SCENARIO);
    shelf.refuse(1);

    publish(run);

    assertThat(shelf.files()).containsKey("first/report.html");
  }

  @Test
  void publishingAgainChangesNothing() throws Exception {
    Path run = one("run", "first", SCENARIO);
    publish(run);
    Map<String, byte[]> before = new TreeMap<>(shelf.files());

    publish(run);

    assertThat(shelf.files()).containsExactlyEntriesOf(before);
  }

  @Test
  void refusesALabelThatStandsForAnotherRun() throws Exception {
    publish(one("run", "first", SCENARIO));

    assertThatThrownBy(
            () ->
                publish(one("other", "first", ScenarioReader.varied(SCENARIO, Map.of("users", 3)))))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("the run is in " + directory.resolve("other"))
        .hasMessageContaining("has another run first: its users is 20, here it is 3")
        .hasMessageContaining("nearfar report " + directory.resolve("other") + " --publish");
    publish(shard("seeds", SCENARIO, 1, 1));
    assertThatThrownBy(() -> publish(one("again", "sweep", SCENARIO)))
        .hasMessageContaining("its seeds is \"seeds 5 to 11\", here it is \"one seed\"");
  }

  @Test
  void anEdgeThatIsNotThereIsAFailureAndTheRunStays() {
    Path run = one("run", "first", SCENARIO);
    shelf.close();

    assertThatThrownBy(() -> new Publication(shelf.root(), Duration.ZERO).publish(run, out))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("is not published: no edge answers at " + shelf.root());
    assertThat(run.resolve("report.html")).exists();
  }

  @Test
  void thePartThatCompletesTheRunPublishesItToTheVeryBytes() throws Exception {
    Path whole = shard("whole", SCENARIO, 1, 1);
    publish(shard("c", SCENARIO, 3, 3));
    publish(shard("a", SCENARIO, 1, 3));
    assertThat(shelf.files()).doesNotContainKey("sweep/run.json");
    assertThatThrownBy(() -> published("sweep").fetch(directory.resolve("early")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("run sweep at " + shelf.root() + " is not complete")
        .hasMessageContaining("missing is part 2/3");

    publish(shard("b", SCENARIO, 2, 3));

    for (String name : List.of("seeds.csv", "summary.json", "results.csv", "report.html")) {
      assertThat(shelf.files().get("sweep/" + name))
          .isEqualTo(Files.readAllBytes(whole.resolve(name)));
    }
  }

  @Test
  void partsThatAreRunAgainOrEndTogetherLeaveTheSameBytes() throws Exception {
    publish(shard("a", SCENARIO, 1, 2));
    publish(shard("b", SCENARIO, 2, 2));
    Map<String, byte[]> before = new TreeMap<>(shelf.files());
    List<Path> again = List.of(shard("a2", SCENARIO, 1, 2), shard("b2", SCENARIO, 2, 2));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Future<?>> publishers = new ArrayList<>();
    for (Path part : again) {
      publishers.add(
          threads.submit(
              () -> {
                publish(part);
                return null;
              }));
    }
    for (Future<?> publisher : publishers) {
      publisher.get();
    }
    threads.shutdown();

    assertThat(shelf.files()).containsExactlyEntriesOf(before);
  }

  @Test
  void mergesByHandWhatIsPublishedInParts() throws Exception {
    Path whole = shard("whole", SCENARIO, 1, 1);
    for (int index = 1; index <= 4; index++) {
      publish(shard("part" + index, SCENARIO, index, 4));
    }
    shelf.files().keySet().removeIf(name -> !name.contains("part-") && !name.endsWith(".yaml"));

    Path fetched = directory.resolve("fetched");
    published("sweep").fetch(fetched);
    Report.write(fetched, out);

    assertSameFiles(fetched, whole, "seeds.csv", "scenario.yaml", "summary.json", "report.html");
  }

  @Test
  void refusesAPartWithOtherResults() throws Exception {
    publish(shard("a", SCENARIO, 1, 2));
    shelf.files().put("sweep/part-1-of-2.seeds.csv", "other".getBytes(UTF_8));

    assertThatThrownBy(() -> publish(shard("again", SCENARIO, 1, 2)))
        .hasMessageContaining("has part 1/2 of a run sweep with other results");
  }

  @Test
  void saysThatThereIsNoSuchRun() {
    assertThatThrownBy(() -> published("nobody").fetch(directory.resolve("x")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("there is no run nobody at " + shelf.root())
        .hasMessageContaining("/api/runs lists what there is");
    assertThat(directory.resolve("x")).doesNotExist();
  }
}
