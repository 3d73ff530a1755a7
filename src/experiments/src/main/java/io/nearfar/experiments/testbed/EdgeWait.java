package io.nearfar.experiments.testbed;

import io.nearfar.experiments.Failure;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits for an edge that is being started, or replaced by one with another scenario.
 *
 * @param patience how long to wait
 * @param poll how often to look
 */
record EdgeWait(Duration patience, Duration poll) {

  /** While old and new answer in turn, one good answer is none. */
  private static final int IN_A_ROW = 3;

  EdgeWait(Duration patience) {
    this(patience, Duration.ofMillis(500));
  }

  /**
   * Returns once an edge answers, is ready and runs the scenario, and its cloud node serves the
   * model of it; several times in a row, each on a connection of its own: on one that is kept the
   * same process answers until it ends.
   *
   * @param run the label that the edge itself must have; empty: any
   * @throws Failure when the time is up; it says what was wrong last
   */
  void until(URI edge, Scenario scenario, Optional<String> run, PrintStream out)
      throws InterruptedException {
    long start = System.nanoTime();
    int good = 0;
    String said = "";
    while (good < IN_A_ROW) {
      try (EdgeClient client = new EdgeClient(patience)) {
        EdgeApi api = new EdgeApi(client.http(), edge);
        api.probe();
        api.requireReady();
        EdgeTerms.requireSame(scenario, api.scenario(), edge);
        api.requireCloud();
        if (run.isPresent()) {
          requireRun(api, run.get(), edge);
        }
        good++;
      } catch (Failure | ScenarioException e) {
        good = 0;
        if (System.nanoTime() - start >= patience.toNanos()) {
          throw new Failure(
              "waited " + patience.toSeconds() + " s for the edge: " + e.getMessage(), e);
        }
        String reason = e.getMessage().lines().findFirst().orElse("");
        if (!reason.equals(said)) {
          out.println("waiting: " + reason);
          said = reason;
        }
      }
      if (good < IN_A_ROW) {
        Thread.sleep(poll.toMillis());
      }
    }
  }

  private static void requireRun(EdgeApi api, String run, URI edge) throws InterruptedException {
    String its = api.run();
    if (!its.equals(run)) {
      throw new Failure("the edge at " + edge + " is of run " + its + ", not of " + run);
    }
  }
}
