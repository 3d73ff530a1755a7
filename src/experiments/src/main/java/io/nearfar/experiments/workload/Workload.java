package io.nearfar.experiments.workload;

import io.nearfar.experiments.Failure;
import io.nearfar.model.scenario.Arrivals;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.task.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The tasks of a scenario. They depend on the scenario and its seed alone, never on what is decided
 * about them: two runs of one scenario serve the same tasks.
 */
public final class Workload {

  /** The stream that assigns users. */
  static final String USERS = "users";

  private Workload() {}

  /**
   * The tasks of a Poisson process or a trace, in order of arrival; those of a process are drawn as
   * they are asked for.
   *
   * @throws Failure when a trace cannot be read, or when the scenario's arrivals are timeslots:
   *     they have an order and no times
   */
  public static Iterable<Arrival> timed(Scenario scenario) {
    Arrivals arrivals = scenario.arrivals();
    if (arrivals instanceof Arrivals.Poisson poisson) {
      return () -> new PoissonArrivals(scenario, poisson);
    }
    if (arrivals instanceof Arrivals.Trace trace) {
      return trace(scenario, trace);
    }
    throw new Failure(
        "scenario "
            + scenario.name()
            + " has arrivals in timeslots, which only a virtual clock has; a real clock needs"
            + " arrivals.process poisson or trace\nRun it with: nearfar simulate");
  }

  /**
   * The tasks of a scenario with timeslots: in each slot one of each user, in the users' order. The
   * slots are drawn as they are asked for.
   */
  public static Iterable<List<Task>> slots(Scenario scenario, Arrivals.Slots slots) {
    return () -> {
      DrawnTasks tasks = new DrawnTasks(scenario);
      Iterator<List<Task>> drawn =
          IntStream.range(0, slots.timeslots())
              .mapToObj(
                  slot -> {
                    List<Task> ofSlot = new ArrayList<>(scenario.users());
                    for (int user = 0; user < scenario.users(); user++) {
                      ofSlot.add(tasks.next(user));
                    }
                    return Collections.unmodifiableList(ofSlot);
                  })
              .iterator();
      return drawn;
    };
  }

  private static List<Arrival> trace(Scenario scenario, Arrivals.Trace trace) {
    List<TraceFile.Row> rows = TraceFile.merged(trace);
    RandomGenerator users = scenario.random().sequence(USERS);
    double until =
        trace.durationSeconds() == null ? Double.POSITIVE_INFINITY : trace.durationSeconds();
    List<Arrival> arrivals = new ArrayList<>();
    for (TraceFile.Row row : rows) {
      double atSeconds = rows.get(0).secondsUntil(row);
      if (atSeconds >= until) {
        break;
      }
      Task task =
          new Task(
              users.nextInt(scenario.users()),
              row.serviceType(),
              row.promptTokens(),
              row.outputTokens());
      arrivals.add(new Arrival(arrivals.size(), atSeconds / trace.speed(), task));
    }
    return arrivals;
  }
}
