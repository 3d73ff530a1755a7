package io.nearfar.experiments.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioException;
import io.nearfar.model.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The directory of one run: {@code run.json}, {@code scenario.yaml}, {@code tasks.csv} and, when
 * there were clients, {@code clients.csv}. A run over many seeds has {@code seeds.csv} in place of
 * {@code tasks.csv}. Other files in it, such as logs, are left alone.
 */
public final class RunDirectory {

  private static final String FACTS = "run.json";
  private static final String SCENARIO = "scenario.yaml";
  private static final String TASKS = "tasks.csv";
  private static final String CLIENTS = "clients.csv";
  private static final String SEEDS = "seeds.csv";

  private static final CsvTable<SeedRow> SEED_TABLE = new CsvTable<>(SeedRow.class);

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private final Path path;

  private RunDirectory(Path path) {
    this.path = path;
  }

  /**
   * A directory for a new run; made with its parents when it does not exist.
   *
   * @throws ResultException when it holds a run already, or cannot be made
   */
  public static RunDirectory create(Path path) {
    requireNoRun(path);
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new ResultException(path + " cannot be made: " + e.getMessage(), e);
    }
    return new RunDirectory(path);
  }

  /**
   * Makes sure that a directory, whether it exists or not, holds no run.
   *
   * @throws ResultException when it does
   */
  public static void requireNoRun(Path path) {
    for (String file : List.of(FACTS, SCENARIO, TASKS, CLIENTS, SEEDS)) {
      if (Files.exists(path.resolve(file))) {
        throw new ResultException(
            path + " already holds a run: it has " + file + "\nName another directory.", null);
      }
    }
  }

  /**
   * The directory of a finished run.
   *
   * @throws ResultException when it does not exist, or lacks one of the files every run has
   */
  public static RunDirectory open(Path path) {
    if (!Files.isDirectory(path)) {
      throw new ResultException(
          path + " is not a directory; it must be one that a run wrote", null);
    }
    boolean replicated = Files.isRegularFile(path.resolve(SEEDS));
    for (String file : List.of(FACTS, SCENARIO, replicated ? SEEDS : TASKS)) {
      if (!Files.isRegularFile(path.resolve(file))) {
        throw new ResultException(
            path + " holds no finished run: it has no " + file + " in it", null);
      }
    }
    return new RunDirectory(path);
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Writes the facts of the run. */
  public void writeFacts(RunFacts facts) {
    try {
      writeText(FACTS, MAPPER.writeValueAsString(facts) + "\n");
    } catch (JsonProcessingException e) {
      throw new ResultException(path.resolve(FACTS) + ": " + e.getOriginalMessage(), e);
    }
  }

  /**
   * The facts of the run.
   *
   * @throws ResultException when the file is missing or malformed
   */
  public RunFacts facts() {
    try {
      return MAPPER.readValue(readText(FACTS), RunFacts.class);
    } catch (ValueInstantiationException e) {
      throw new ResultException(path.resolve(FACTS) + ": " + e.getCause().getMessage(), e);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new ResultException(
          path.resolve(FACTS) + " line " + line + ": " + e.getOriginalMessage(), e);
    }
  }

  /** Writes the scenario, as YAML with every default written out. */
  public void writeScenario(String yaml) {
    writeText(SCENARIO, yaml);
  }

  /** The scenario's text. */
  public String scenario() {
    return readText(SCENARIO);
  }

  /**
   * The scenario, read.
   *
   * @throws ResultException when its text is no scenario
   */
  public Scenario parsedScenario() {
    try {
      return ScenarioReader.read(scenario(), path.resolve(SCENARIO).toString());
    } catch (ScenarioException e) {
      throw new ResultException(e.getMessage(), e);
    }
  }

  /** Writes one row per task. */
  public void writeTasks(Iterable<TaskRecord> tasks) {
    TaskRecordCsv.write(path.resolve(TASKS), tasks);
  }

  /**
   * The tasks in the order of the file.
   *
   * @throws ResultException when the file is missing or malformed
   */
  public List<TaskRecord> tasks() {
    return TaskRecordCsv.read(path.resolve(TASKS));
  }

  /** Whether the run is one over many seeds, of which there are no single tasks. */
  public boolean replicated() {
    return Files.isRegularFile(path.resolve(SEEDS));
  }

  /** Writes the rows of every seed. */
  public void writeSeeds(Iterable<SeedRow> rows) {
    SEED_TABLE.write(path.resolve(SEEDS), rows, Function.identity());
  }

  /**
   * The rows of every seed, in the order of the file.
   *
   * @throws ResultException when the file is missing or malformed
   */
  public List<SeedRow> seeds() {
    return SEED_TABLE.read(path.resolve(SEEDS), Function.identity());
  }

  /** Writes one row per request of a client. */
  public void writeClients(Iterable<ClientRecord> clients) {
    ClientRecordCsv.write(path.resolve(CLIENTS), clients);
  }

  /**
   * What the clients saw, in the order of the file; empty for a run without clients.
   *
   * @throws ResultException when the file is malformed
   */
  public Optional<List<ClientRecord>> clients() {
    Path file = path.resolve(CLIENTS);
    return Files.exists(file) ? Optional.of(ClientRecordCsv.read(file)) : Optional.empty();
  }

  private void writeText(String name, String text) {
    try {
      Files.writeString(path.resolve(name), text);
    } catch (IOException e) {
      throw new ResultException(path.resolve(name) + " cannot be written: " + e.getMessage(), e);
    }
  }

  private String readText(String name) {
    try {
      return Files.readString(path.resolve(name), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new ResultException(path.resolve(name) + " does not exist", e);
    } catch (IOException e) {
      throw new ResultException(path.resolve(name) + " cannot be read: " + e.getMessage(), e);
    }
  }
}
