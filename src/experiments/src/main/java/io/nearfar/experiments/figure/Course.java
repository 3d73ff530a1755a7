package io.nearfar.experiments.figure;

import io.nearfar.experiments.simulate.ParallelRuns;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.policy.icl.DecisionCost;
import io.nearfar.model.scenario.DeployedPolicy;
import io.nearfar.model.task.ServiceType;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a run went, in sums: for each part of its tasks in order of arrival, each service type and
 * each measure. It is small, however many tasks there were.
 */
final class Course implements ParallelRuns.Accumulator<Course> {

  /** The tasks of a service type, part by part. */
  private static final class Tally {

    private final int[] counts;
    private final Map<Measure, double[]> sums = new EnumMap<>(Measure.class);

    Tally(int parts) {
      counts = new int[parts];
      for (Measure measure : Measure.values()) {
        sums.put(measure, new double[parts]);
      }
    }

    void add(TaskRecord task, int part) {
      counts[part]++;
      sums.forEach((measure, sum) -> sum[part] += measure.of(task));
    }
  }

  private final long tasks;
  private final int parts;
  private final Map<ServiceType, Tally> tallies = new EnumMap<>(ServiceType.class);
  private long seen;
  private Optional<DecisionCost> cost = Optional.empty();

  /**
   * A course that waits for its tasks.
   *
   * @param tasks how many there will be, >= {@code parts}
   * @param parts into how many parts of equally many tasks they are divided
   */
  Course(long tasks, int parts) {
    this.tasks = tasks;
    this.parts = parts;
    for (ServiceType type : ServiceType.values()) {
      tallies.put(type, new Tally(parts));
    }
  }

  @Override
  public void add(TaskRecord task) {
    if (seen == tasks) {
      throw new IllegalStateException("there are more tasks than the " + tasks + " expected");
    }
    int part = (int) (seen++ * parts / tasks);
    tallies.get(task.task().serviceType()).add(task, part);
  }

  @Override
  public Course result(DeployedPolicy deployed) {
    cost = deployed.learner().map(learner -> learner.costs().soFar());
    return this;
  }

  /** How many tasks there were. */
  long tasks() {
    return seen;
  }

  /** What deciding has cost, where a model is asked. */
  Optional<DecisionCost> cost() {
    return cost;
  }

  /** The share of decisions that the analytic model took in a decision model's place, in [0, 1]. */
  double fallbackShare() {
    return cost.map(DecisionCost::fallbackShare).orElse(0.0);
  }

  /** How many parts there are. */
  int parts() {
    return parts;
  }

  /**
   * The mean of a measure over the tasks of some service types in some parts; not a number when
   * there are none.
   *
   * @param from first part, from 0
   * @param to first part no longer counted
   */
  double mean(Measure measure, Collection<ServiceType> types, int from, int to) {
    double sum = 0;
    long count = 0;
    for (ServiceType type : types) {
      Tally tally = tallies.get(type);
      for (int part = from; part < to; part++) {
        sum += tally.sums.get(measure)[part];
        count += tally.counts[part];
      }
    }
    return sum / count;
  }

  /** The mean over the last share of the tasks, such as the last half or quarter. */
  double late(Measure measure, Collection<ServiceType> types, double share) {
    return mean(measure, types, (int) Math.round(parts * (1 - share)), parts);
  }
}
