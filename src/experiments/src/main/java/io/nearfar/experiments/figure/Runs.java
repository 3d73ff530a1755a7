package io.nearfar.experiments.figure;

import io.nearfar.experiments.decider.Decider;
import io.nearfar.experiments.simulate.ParallelRuns;
import io.nearfar.model.Check;
import io.nearfar.model.policy.PolicyKind;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.task.ServiceType;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The courses of trials, each run once over the same seeds: the k-th course of one trial and the
 * k-th of another served the same tasks, as far as their scenarios draw them alike.
 */
final class Runs {

  private final int seeds;
  private final int threads;
  private final Map<Trial, List<Course>> courses = new HashMap<>();

  /**
   * No runs yet.
   *
   * @param seeds how many, from 1 on; >= 2, since intervals need them
   * @param threads how many runs at a time, >= 1; it changes no number
   */
  Runs(int seeds, int threads) {
    this.seeds = Check.atLeast("seeds", seeds, 2);
    this.threads = Check.atLeast("threads", threads, 1);
  }

  /** How many seeds each trial has, unless it is run over fewer. */
  int seeds() {
    return seeds;
  }

  /** Runs those of the trials that were not run yet. */
  void run(Collection<Trial> trials) throws InterruptedException {
    for (Trial trial : trials) {
      if (!courses.containsKey(trial)) {
        courses.put(trial, run(trial));
      }
    }
  }

  private List<Course> run(Trial trial) throws InterruptedException {
    Scenario scenario = trial.scenario();
    long tasks = scenario.arrivals().expectedTasks(scenario.users()).orElseThrow();
    // PyTorch takes one training at a time: side by side, four times as long as one by one.
    int atOnce = scenario.policy().name() == PolicyKind.DQN ? 1 : threads;
    int most = Math.min(trial.mostSeeds(), trial.model().mostSeeds());
    try (Decider decider = trial.model().open().get()) {
      List<Course> done =
          new ParallelRuns(atOnce, decider)
              .run(
                  ParallelRuns.seeds(scenario, Math.min(seeds, most)),
                  () -> new Course(tasks, trial.parts()));
      decider.requireAnswers();
      return done;
    }
  }

  /** The courses of a trial in the order of the seeds. */
  List<Course> of(Trial trial) {
    List<Course> known = courses.get(trial);
    if (known == null) {
      throw new IllegalArgumentException(
          "trial of " + trial.scenario() + " was not run; a panel must name the trials it needs");
    }
    return known;
  }

  /** One value a seed: the mean of a measure over the last share of the run. */
  double[] late(Trial trial, Measure measure, Collection<ServiceType> types, double share) {
    return of(trial).stream().mapToDouble(c -> c.late(measure, types, share)).toArray();
  }
}
