package io.nearfar.experiments.workload;

import io.nearfar.model.scenario.Arrivals;
import io.nearfar.model.scenario.Scenario;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.random.RandomGenerator;

/** The arrivals of a Poisson process, drawn as they are asked for. */
final class PoissonArrivals implements Iterator<Arrival> {

  private final Arrivals.Poisson process;
  private final RandomGenerator gaps;
  private final DrawnTasks tasks;
  private int index;
  private double atSeconds;

  PoissonArrivals(Scenario scenario, Arrivals.Poisson process) {
    this.process = process;
    gaps = scenario.random().sequence("arrivals");
    tasks = new DrawnTasks(scenario);
    atSeconds = gap();
  }

  @Override
  public boolean hasNext() {
    return atSeconds < process.durationSeconds();
  }

  @Override
  public Arrival next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no task arrives after " + atSeconds + " s");
    }
    Arrival arrival = new Arrival(index++, atSeconds, tasks.next());
    atSeconds += gap();
    return arrival;
  }

  /** Inversion of the exponential distribution; 1 - uniform lies in (0, 1]. */
  private double gap() {
    return -Math.log(1 - gaps.nextDouble()) / process.ratePerSecond();
  }
}
