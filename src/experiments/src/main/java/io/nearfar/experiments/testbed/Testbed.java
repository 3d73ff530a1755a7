package io.nearfar.experiments.testbed;

import io.nearfar.experiments.Failure;
import io.nearfar.experiments.result.RunDirectory;
import io.nearfar.experiments.result.RunFacts;
import io.nearfar.experiments.workload.Arrival;
import io.nearfar.experiments.workload.Workload;
import io.nearfar.model.Check;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.scenario.DeployedPolicy;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Drives a live edge as the users of a scenario, in an open loop, and writes what they saw beside
 * what the edge measured.
 *
 * @param edge root of the edge
 * @param scenario as the edge runs it, but for the arrivals
 * @param run the run's label, new to the edge
 * @param warmUpPerTier requests to each tier before the clock starts, >= 0
 * @param answerTimeout when to give up on an answer
 * @param directory where results go
 */
public record Testbed(
    URI edge,
    Scenario scenario,
    String run,
    int warmUpPerTier,
    Duration answerTimeout,
    Path directory) {

  /** Requests sent later than this, at the 99th percentile, are no open loop any more. */
  private static final double LATE_SECONDS = 0.010;

  /** How long a run that has not begun waits for a database that is away. */
  private static final Duration DATABASE_PATIENCE = Duration.ofSeconds(90);

  public Testbed {
    Check.atLeast("warmUpPerTier", warmUpPerTier, 0);
  }

  /**
   * Runs to the last answer and writes the results directory, without its report.
   *
   * @param out progress and warnings
   * @throws Failure when no edge answers, it runs another scenario or has tasks of this run
   *     already, the scenario cannot be run, or no task was answered or recorded
   * @throws InterruptedException when stopped; nothing is written then
   */
  public void run(PrintStream out) throws InterruptedException {
    run(out, RecordCollection::new);
  }

  void run(PrintStream out, Function<EdgeApi, RecordCollection> collection)
      throws InterruptedException {
    List<Arrival> arrivals = arrivals(scenario);
    RunDirectory results = RunDirectory.create(directory);
    try (EdgeClient client = new EdgeClient(answerTimeout)) {
      EdgeApi api = new EdgeApi(client.http(), edge);
      api.probe();
      EdgeTerms.requireSame(scenario, api.scenario(), edge);
      api.requireCloudOfTheScenario();
      requireNewRun(api.patient(DATABASE_PATIENCE));
      EdgeApi.Past past = api.past();
      warnOfPast(past, out);
      if (warmUpPerTier > 0) {
        out.println("warming up: " + warmUpPerTier + " requests to each tier");
        new WarmUp(client, edge).run(warmUpPerTier);
      }
      Instant started = Instant.now();
      long startNanos = System.nanoTime();
      out.println(
          String.format(
              Locale.ROOT,
              "run %s: %d tasks of %d users over %.0f s",
              run,
              arrivals.size(),
              scenario.users(),
              arrivals.get(arrivals.size() - 1).atSeconds()));
      RunCounts counts = new RunCounts();
      OpenLoop.Outcome outcome = drive(client, arrivals, counts, out);
      double wallSeconds = (System.nanoTime() - startNanos) / 1e9;
      warnOfLateness(outcome, out);
      if (counts.answeredCount() == 0) {
        throw new Failure(
            "none of "
                + arrivals.size()
                + " tasks was answered; the first failed: "
                + outcome.clients().get(0).error().orElse("unknown"));
      }
      results.writeScenario(ScenarioReader.write(scenario));
      results.writeClients(outcome.clients());
      EdgeApi patient = api.patient(PatientHttp.FOR_A_RUN);
      List<TaskRecord> records =
          collection.apply(patient).collect(run, arrivals.size(), (int) counts.answeredCount());
      long missing = Math.max(0, counts.answeredCount() - records.size());
      if (missing > 0) {
        String found =
            "the edge has "
                + records.size()
                + " records of "
                + counts.answeredCount()
                + " answered tasks; see its log";
        if (records.isEmpty()) {
          throw new Failure(found);
        }
        out.println("warning: " + found);
      }
      results.writeTasks(records);
      results.writeFacts(facts(patient, started, wallSeconds, outcome, past, missing));
    }
  }

  /**
   * Checks whether a scenario can be run into a directory, which needs no edge.
   *
   * @throws Failure when it needs a virtual clock, its trace cannot be read, or it has no tasks
   * @throws io.nearfar.model.scenario.ScenarioException when its policy cannot decide live
   * @throws io.nearfar.experiments.result.ResultException when the directory holds a run already
   */
  public static void check(Scenario scenario, Path directory) {
    arrivals(scenario);
    DeployedPolicy.requireUntrained(scenario);
    RunDirectory.requireNoRun(directory);
  }

  private static List<Arrival> arrivals(Scenario scenario) {
    List<Arrival> arrivals = new ArrayList<>();
    Workload.timed(scenario).forEach(arrivals::add);
    if (arrivals.isEmpty()) {
      throw new Failure("scenario " + scenario.name() + " has no tasks in the time it covers");
    }
    return arrivals;
  }

  /** The label is all that tells the tasks of two runs apart. */
  private void requireNewRun(EdgeApi api) throws InterruptedException {
    EdgeApi.Holding holding = api.holding(run);
    if (!holding.isNothing()) {
      throw new Failure(
          "the edge at "
              + edge
              + " has "
              + holding.tasks()
              + " task records and "
              + holding.files()
              + " published files of a run "
              + run
              + " already\nName this run otherwise with --run NAME, or leave --run out (with the chart:"
              + " --set run=LABEL); or delete that run: curl -X DELETE "
              + edge.resolve("/api/runs/" + run));
    }
  }

  private OpenLoop.Outcome drive(
      EdgeClient client, List<Arrival> arrivals, RunCounts counts, PrintStream out)
      throws InterruptedException {
    Progress progress = Progress.of(arrivals.size(), counts, Terminal.interactive(), out);
    try {
      return new OpenLoop(client, counts)
          .run(
              arrivals,
              arrival ->
                  EdgeRequest.of(edge, run, Integer.toString(arrival.index()), arrival.task()));
    } finally {
      progress.close();
    }
  }

  private static void warnOfLateness(OpenLoop.Outcome outcome, PrintStream out) {
    double late = outcome.lateness().quantileSeconds(0.99);
    if (late > LATE_SECONDS) {
      out.println(
          String.format(
              Locale.ROOT,
              "warning: requests were sent late (99th percentile %.1f ms, at most %.1f ms): this"
                  + " machine is too busy for the load",
              1e3 * late,
              1e3 * outcome.lateness().quantileSeconds(1)));
    }
  }

  /** What an edge has learnt in another run is in every figure of this one. */
  private static void warnOfPast(EdgeApi.Past past, PrintStream out) {
    if (!past.isNew()) {
      out.println(
          "warning: the edge is not new: it has decided "
              + past.decidedTasks()
              + " tasks since its start, and its experience pool has changed "
              + past.poolVersion()
              + " times; this run goes on from there");
    }
  }

  private RunFacts facts(
      EdgeApi api,
      Instant started,
      double wallSeconds,
      OpenLoop.Outcome outcome,
      EdgeApi.Past past,
      long missing)
      throws InterruptedException {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("client_send_lateness_p50_seconds", outcome.lateness().quantileSeconds(0.5));
    figures.put("client_send_lateness_p99_seconds", outcome.lateness().quantileSeconds(0.99));
    figures.put("client_send_lateness_max_seconds", outcome.lateness().quantileSeconds(1));
    if (missing > 0) {
      figures.put("answered_tasks_without_record", (double) missing);
    }
    figures.put("edge_tasks_decided_before", (double) past.decidedTasks());
    figures.put("edge_pool_version_before", (double) past.poolVersion());
    return new RunFacts(
        run,
        RunFacts.Clock.REAL,
        started,
        wallSeconds,
        api.decisionModel().orElse("none"),
        Optional.of(edge.toString()),
        figures,
        Optional.empty(),
        Optional.empty());
  }
}
