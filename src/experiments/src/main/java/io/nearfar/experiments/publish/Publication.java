package io.nearfar.experiments.publish;

import io.nearfar.experiments.Failure;
import io.nearfar.experiments.RunName;
import io.nearfar.experiments.report.Report;
import io.nearfar.experiments.result.Replication;
import io.nearfar.experiments.result.ResultException;
import io.nearfar.experiments.result.RunDirectory;
import io.nearfar.experiments.result.RunFacts;
import io.nearfar.experiments.result.Shard;
import io.nearfar.experiments.result.TemporaryDirectory;
import io.nearfar.experiments.testbed.PatientHttp;
import io.nearfar.model.scenario.ScenarioException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Publishes runs at an edge, from where they can be seen, fetched and compared. */
public final class Publication {

  private static final String FACTS = "run.json";
  private static final String SEEDS = "seeds.csv";

  /** In this order: whoever finds the facts finds the rest too, and then the report. */
  private static final List<String> WHOLE =
      List.of(
          "tasks.csv", "clients.csv", SEEDS, "results.csv", "summary.json", FACTS, "report.html");

  private final RunFiles files;

  /** At an edge; one that is away is waited for, as long as a run is worth. */
  public Publication(URI edge) {
    this(edge, PatientHttp.FOR_A_RUN);
  }

  Publication(URI edge, Duration patience) {
    files = new RunFiles(edge, patience);
  }

  /**
   * Publishes a run and its report, or one part of it: then, when all parts are published, they are
   * merged and the whole run is published too. Doing it again changes nothing.
   *
   * @param directory of the run, with its report
   * @param out where it is said what was published
   * @throws Failure when the edge does not take it, or has another run of this name; what is in the
   *     directory stays there
   */
  public void publish(Path directory, PrintStream out) throws InterruptedException {
    try {
      RunDirectory run = RunDirectory.open(directory);
      RunFacts facts = run.facts();
      RunName.checked(facts.run());
      Claim.of(files, run);
      Replication replication = facts.replication().orElse(null);
      if (replication != null && !replication.complete()) {
        publishPart(run, facts.run(), replication.shard());
        out.println("published: part " + replication.shard() + " of run " + facts.run());
        complete(facts.run(), replication.shard().count(), out);
      } else {
        publishWhole(run, facts.run());
        out.println("published: " + page(facts.run()));
      }
    } catch (Failure | ScenarioException | ResultException e) {
      throw new Failure(
          "the run is in "
              + directory
              + ", but it is not published: "
              + e.getMessage()
              + "\nTo publish it later: nearfar report "
              + directory
              + " --publish "
              + files.edge(),
          e);
    }
  }

  private URI page(String run) {
    return files.edge().resolve("/api/runs/" + run + "/files/report.html");
  }

  private void publishWhole(RunDirectory directory, String run) throws InterruptedException {
    for (String name : WHOLE) {
      Path file = directory.path().resolve(name);
      if (Files.exists(file)) {
        Packing packed = Packing.of(file);
        files.put(run, packed.name(), packed.content());
      }
    }
  }

  /** A part that is run again has the same rows; when it was run stays what it was. */
  private void publishPart(RunDirectory directory, String run, Shard shard)
      throws InterruptedException {
    Packing rows = Packing.of(directory.path().resolve(SEEDS));
    String name = new PartName(shard, rows.name()).toString();
    if (!Arrays.equals(files.putFirst(run, name, rows.content()), rows.content())) {
      throw new Failure(
          files.edge()
              + " has part "
              + shard
              + " of a run "
              + run
              + " with other results\nName this run otherwise with --run NAME.");
    }
    Packing facts = Packing.of(directory.path().resolve(FACTS));
    files.putFirst(run, new PartName(shard, FACTS).toString(), facts.content());
  }

  /** Parts that end at the same time both do this, with the same bytes. */
  private void complete(String run, int count, PrintStream out) throws InterruptedException {
    PublishedRun published = PublishedRun.find(files, run);
    if (!published.missing(count).isEmpty()) {
      return;
    }
    try (TemporaryDirectory temporary = TemporaryDirectory.create("nearfar-run")) {
      Path whole = temporary.path().resolve(run);
      published.merge(whole, count);
      out.println("all " + count + " parts are published; the whole run:");
      Report.write(whole, out);
      publishWhole(RunDirectory.open(whole), run);
      out.println("published: " + page(run));
    }
  }
}
