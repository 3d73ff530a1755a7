package io.nearfar.experiments.report;

import io.nearfar.experiments.result.ClientRecord;
import io.nearfar.experiments.result.RunDirectory;
import io.nearfar.experiments.result.RunFacts;
import io.nearfar.model.outcome.Ending;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.outcome.Timing;
import io.nearfar.model.policy.Choice;
import io.nearfar.model.policy.ModelFailure;
import io.nearfar.model.policy.Origin;
import io.nearfar.model.scenario.ScenarioReader;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Task;
import io.nearfar.model.task.Tier;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Seven tasks whose summary can be worked out by hand. */
final class TinyRun {

  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private static final OptionalDouble NONE = OptionalDouble.empty();
  private static final Choice LOCAL = Choice.of(Decision.LOCAL, Origin.CACHED);
  private static final Choice OFFLOAD = Choice.of(Decision.OFFLOAD, Origin.MODEL);

  private TinyRun() {}

  /**
   * In order: two streamed local answers, one whole; an offloaded one; one whose hop failed; one
   * cancelled; one failed.
   */
  static List<TaskRecord> tasks() {
    return List.of(
        regular("a", LOCAL, timing(0.202, 0.0101, 2.02), timing(0.2, 0.01, 2.0), 38, 0),
        regular(
            "b",
            Choice.of(Decision.LOCAL, Origin.EXPLORED),
            timing(0.206, 0.0099, 4.04),
            timing(0.2, 0.01, 4.0),
            36,
            0),
        regular("c", LOCAL, whole(6.0), whole(6.0), 34, 0),
        task(
            "d",
            ServiceType.QUALITY_PREFERRED,
            OFFLOAD,
            Tier.CLOUD,
            Optional.empty(),
            Ending.COMPLETED,
            new Timing(of(0.5), of(0.02), 2.5, of(0.11)),
            new Timing(of(0.5), of(0.02), 2.5, of(0.1)),
            new TaskRecord.Verdict(true, true, 0, 37.5, 37.5, 0)),
        task(
            "e",
            ServiceType.QUALITY_PREFERRED,
            Choice.fallback(Decision.OFFLOAD, ModelFailure.DEADLINE),
            Tier.EDGE,
            Optional.of("connect"),
            Ending.COMPLETED,
            timing(3.2, 0.01, 5.0),
            timing(0.2, 0.01, 2.0),
            new TaskRecord.Verdict(false, true, 0, -5, -2, 39.5)),
        task(
            "f",
            ServiceType.QUALITY_PREFERRED,
            OFFLOAD,
            Tier.CLOUD,
            Optional.empty(),
            Ending.CANCELLED,
            new Timing(of(9.0), NONE, 9.0, of(9.0)),
            new Timing(of(0.5), NONE, 2.5, of(0.1)),
            new TaskRecord.Verdict(true, true, 0, 31, 37.5, 0)),
        task(
            "g",
            ServiceType.REGULAR,
            Choice.of(Decision.OFFLOAD, Origin.EXPLORED),
            Tier.CLOUD,
            Optional.empty(),
            Ending.FAILED,
            new Timing(NONE, NONE, 7.0, NONE),
            new Timing(of(0.5), of(0.02), 2.5, of(0.1)),
            new TaskRecord.Verdict(true, true, 0, 33, 37.5, 1.5)));
  }

  /** The clients of the first, fourth and last task, and one whose task is unknown. */
  static List<ClientRecord> clients() {
    return List.of(
        new ClientRecord("a", 0, 200, of(0.204), 2.023, 50, Optional.empty()),
        new ClientRecord("d", 0, 200, of(0.501), 2.502, 50, Optional.empty()),
        new ClientRecord("g", 0, 502, NONE, 7.001, 0, Optional.of("bad gateway")),
        new ClientRecord("z", 0, 200, NONE, 1, 50, Optional.empty()));
  }

  static RunFacts facts(String decisionModel) {
    return new RunFacts(
        "tiny",
        RunFacts.Clock.REAL,
        START,
        61.25,
        decisionModel,
        Optional.of("http://127.0.0.1:8080"),
        Map.of("edge_heap_bytes", 123456789.0),
        Optional.empty(),
        Optional.empty());
  }

  static RunData data() {
    return RunData.of(
        facts("example-vote reader"),
        ScenarioReader.shipped("demo"),
        tasks(),
        Optional.of(clients()));
  }

  /** A directory of this run's kind with other tasks and clients. */
  static Path directory(
      Path path, String decisionModel, List<TaskRecord> tasks, List<ClientRecord> clients) {
    RunDirectory directory = RunDirectory.create(path);
    directory.writeFacts(facts(decisionModel));
    directory.writeScenario(ScenarioReader.write(ScenarioReader.shipped("demo")));
    directory.writeTasks(tasks);
    directory.writeClients(clients);
    return path;
  }

  /** A regular task that arrives so many seconds after {@link #START}, and is completed. */
  static TaskRecord at(
      double seconds,
      Choice choice,
      Tier tier,
      Optional<String> hopFailure,
      Timing measured,
      Timing analytic) {
    return task(
        "a",
        START.plusMillis(Math.round(1e3 * seconds)),
        ServiceType.REGULAR,
        choice,
        tier,
        hopFailure,
        Ending.COMPLETED,
        measured,
        analytic,
        new TaskRecord.Verdict(true, true, 0, 0, 0, 0));
  }

  /** The task with another reason why its hop failed. */
  static TaskRecord withHopFailure(TaskRecord task, String reason) {
    return task(
        task.id(),
        task.task().serviceType(),
        task.choice(),
        task.tier(),
        Optional.of(reason),
        task.ending(),
        task.measured(),
        task.analytic(),
        task.verdict());
  }

  /** The task with another measured delay. */
  static TaskRecord withDelay(TaskRecord task, double seconds) {
    return task(
        task.id(),
        task.task().serviceType(),
        task.choice(),
        task.tier(),
        task.hopFailure(),
        task.ending(),
        new Timing(NONE, NONE, seconds, NONE),
        task.analytic(),
        task.verdict());
  }

  private static TaskRecord regular(
      String id, Choice choice, Timing measured, Timing analytic, double reward, double regret) {
    return task(
        id,
        ServiceType.REGULAR,
        choice,
        Tier.EDGE,
        Optional.empty(),
        Ending.COMPLETED,
        measured,
        analytic,
        new TaskRecord.Verdict(true, true, 0, reward, reward, regret));
  }

  /** Arrives 100 ms after the one whose id is the letter before. */
  private static TaskRecord task(
      String id,
      ServiceType type,
      Choice choice,
      Tier tier,
      Optional<String> hopFailure,
      Ending ending,
      Timing measured,
      Timing analytic,
      TaskRecord.Verdict verdict) {
    Instant arrival = START.plusMillis(100L * (id.charAt(0) - 'a'));
    return task(id, arrival, type, choice, tier, hopFailure, ending, measured, analytic, verdict);
  }

  private static TaskRecord task(
      String id,
      Instant arrival,
      ServiceType type,
      Choice choice,
      Tier tier,
      Optional<String> hopFailure,
      Ending ending,
      Timing measured,
      Timing analytic,
      TaskRecord.Verdict verdict) {
    return new TaskRecord(
        "tiny",
        id,
        arrival,
        new Task(0, type, 10, 50),
        50,
        Condition.of("medium", type.word()),
        "icl",
        choice,
        tier,
        tier == Tier.EDGE ? "Llama3-8B" : "cloud-default",
        hopFailure,
        ending,
        1e-5,
        measured,
        analytic,
        verdict);
  }

  private static Timing timing(double ttftSeconds, double tpotSeconds, double delaySeconds) {
    return new Timing(of(ttftSeconds), of(tpotSeconds), delaySeconds, NONE);
  }

  private static Timing whole(double delaySeconds) {
    return new Timing(NONE, NONE, delaySeconds, NONE);
  }

  private static OptionalDouble of(double value) {
    return OptionalDouble.of(value);
  }
}
