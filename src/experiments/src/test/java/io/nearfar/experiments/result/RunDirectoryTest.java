package io.nearfar.experiments.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nearfar.model.policy.icl.DecisionCost;
import io.nearfar.model.policy.icl.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {

  private static final Instant STARTED = Instant.parse("2026-03-01T12:00:00.123456789Z");

  @TempDir Path parent;

  @Test
  void readsBackWhatWasWritten() {
    SeededRun run = new SeededRun(3, 50);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("edge_heap_bytes", 1.5e8);
    figures.put("cloud_heap_bytes", 0.1);
    RunFacts facts =
        new RunFacts(
            "seeded",
            RunFacts.Clock.REAL,
            STARTED,
            61.25,
            "example-vote reader",
            Optional.of("http://127.0.0.1:8080"),
            figures,
            Optional.empty(),
            Optional.of(
                new DecisionCost(
                    3,
                    9,
                    1,
                    4,
                    Map.of(Reply.Form.VALID, 3L, Reply.Form.UNUSABLE, 1L),
                    2,
                    1,
                    1600,
                    9,
                    2.5)));
    RunDirectory written = RunDirectory.create(parent.resolve("a/b"));
    written.writeTasks(run.tasks());
    written.writeClients(run.clients());
    written.writeScenario("name: seeded\n");
    written.writeFacts(facts);

    RunDirectory read = RunDirectory.open(parent.resolve("a/b"));

    assertThat(read.tasks()).isEqualTo(run.tasks());
    assertThat(read.clients()).contains(run.clients());
    assertThat(read.scenario()).isEqualTo("name: seeded\n");
    assertThat(read.facts()).isEqualTo(facts);
    assertThat(read.facts().nodeFigures().keySet())
        .containsExactly("edge_heap_bytes", "cloud_heap_bytes");
  }

  @Test
  void aRunMayHaveNoClientsNoEdgeAndNoFigures() {
    RunFacts facts =
        new RunFacts(
            "sim",
            RunFacts.Clock.VIRTUAL,
            STARTED,
            0.5,
            "none",
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Optional.empty());
    RunDirectory written = small("sim", facts);

    RunDirectory read = RunDirectory.open(written.path());

    assertThat(read.clients()).isEmpty();
    assertThat(read.facts()).isEqualTo(facts);
  }

  @Test
  void refusesToWriteOverARun() {
    Path path = small("first", facts()).path();

    assertThatThrownBy(() -> RunDirectory.create(path))
        .isInstanceOf(ResultException.class)
        .hasMessageContaining(path + " already holds a run: it has run.json");
  }

  @Test
  void leavesOtherFilesAlone() throws IOException {
    Path log = Files.writeString(Files.createDirectory(parent.resolve("logs")).resolve("x"), "y");

    RunDirectory.create(log.getParent());

    assertThat(log).hasContent("y");
  }

  @Test
  void refusesToOpenWhatIsNoFinishedRun() throws IOException {
    Path path = small("half", facts()).path();
    Files.delete(path.resolve("tasks.csv"));

    assertThatThrownBy(() -> RunDirectory.open(path))
        .isInstanceOf(ResultException.class)
        .hasMessage(path + " holds no finished run: it has no tasks.csv in it");
    assertThatThrownBy(() -> RunDirectory.open(parent.resolve("absent")))
        .isInstanceOf(ResultException.class)
        .hasMessageContaining("is not a directory");
  }

  @Test
  void namesFileAndLineOfMalformedFacts() throws IOException {
    RunDirectory run = small("bad", facts());
    Path file = run.path().resolve("run.json");
    String json = Files.readString(file);

    Files.writeString(file, json.replace("\"virtual\"", "\"sundial\""));
    assertThatThrownBy(run::facts)
        .isInstanceOf(ResultException.class)
        .hasMessageContaining(file + " line 3")
        .hasMessageContaining("sundial");

    Files.writeString(file, json.replace("0.5", "-1"));
    assertThatThrownBy(run::facts)
        .isInstanceOf(ResultException.class)
        .hasMessageContaining(file + ": wallSeconds is -1.0; it must be a finite number >= 0");
  }

  private RunDirectory small(String name, RunFacts facts) {
    RunDirectory directory = RunDirectory.create(parent.resolve(name));
    directory.writeTasks(new SeededRun(1, 2).tasks());
    directory.writeScenario("name: small\n");
    directory.writeFacts(facts);
    return directory;
  }

  private static RunFacts facts() {
    return new RunFacts(
        "small",
        RunFacts.Clock.VIRTUAL,
        STARTED,
        0.5,
        "none",
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }
}
