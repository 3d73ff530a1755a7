package io.nearfar.experiments.figure;

import io.nearfar.model.scenario.Exploration;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.task.ServiceType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What is claimed of learning: each against a number that follows from the exploration alone. */
final class LearningClaims {

  private static final List<ServiceType> ALL = List.of(ServiceType.values());
  private static final List<ServiceType> QUALITY = List.of(ServiceType.QUALITY_PREFERRED);
  private static final double QUARTER = 0.25;

  /** Half of what exploring costs a task at its end; a wrong decision costs about 20 s. */
  private static final double EXACT_SECONDS = 0.25;

  /** From one quarter of the run to the next, by chance. */
  private static final double STEADY_SECONDS = 0.5;

  private final Study study;

  LearningClaims(Study study) {
    this.study = study;
  }

  /**
   * That it no longer changes, not to what it converged. Against the oracle, so that longer answers
   * in one quarter than in another do not count.
   */
  Claim converges(Runs runs, Series decider) {
    return Claim.within(
        "The curve of \"" + decider.name() + "\" converges.",
        "reward below the oracle's, last quarter - third quarter",
        Values.minus(
            Values.minus(quarter(runs, decider, 4), quarter(runs, Deciders.ORACLE, 4)),
            Values.minus(quarter(runs, decider, 3), quarter(runs, Deciders.ORACLE, 3))),
        STEADY_SECONDS,
        "s");
  }

  private double[] quarter(Runs runs, Series series, int number) {
    return runs.of(study.course(series)).stream()
        .mapToDouble(
            course ->
                course.mean(
                    Measure.REWARD,
                    ALL,
                    (number - 1) * course.parts() / 4,
                    number * course.parts() / 4))
        .toArray();
  }

  Claim asymptote(Runs runs, Series decider, ServiceType type) {
    List<ServiceType> types = List.of(type);
    double epsilon = exploration(decider).end();
    double[] own = late(runs, decider, types);
    double[] best = late(runs, Deciders.ORACLE, types);
    double[] near = late(runs, Deciders.LOCAL, types);
    double[] far = late(runs, Deciders.CLOUD, types);
    // Of the two decisions of each task the oracle took one; the rest is the other.
    double[] difference =
        IntStream.range(0, own.length)
            .mapToDouble(
                i ->
                    own[i]
                        - (1 - epsilon / 2) * best[i]
                        - epsilon / 2 * (near[i] + far[i] - best[i]))
            .toArray();
    return Claim.within(
        "The curve of \"" + decider.name() + "\" converges to what its exploration allows.",
        "reward of " + type.word() + " tasks in the last quarter - its asymptote under epsilon",
        difference,
        EXACT_SECONDS,
        "s");
  }

  Claim successLimit(Runs runs, Series decider) {
    double limit = 100 * (1 - exploration(decider).end() / 2);
    double[] difference =
        Arrays.stream(runs.late(study.course(decider), Measure.SUCCESS, QUALITY, QUARTER))
            .map(success -> success - limit)
            .toArray();
    return Claim.within(
        "Success of \"" + decider.name() + "\" goes to 1 - epsilon/2.",
        "success rate of the last quarter - " + limit + " %",
        difference,
        1,
        Measure.POINTS);
  }

  /** Regret is a paired difference already: to the exact solution, task by task. */
  Claim stopsLosing(Runs runs, Series decider) {
    return Claim.within(
        "\"" + decider.name() + "\" ends at the exact solution: it need not go on exploring.",
        "regret of the last quarter, " + decider.name(),
        runs.late(study.course(decider), Measure.REGRET, ALL, QUARTER),
        EXACT_SECONDS,
        "s");
  }

  /**
   * Success as epsilon falls, 1 - epsilon/2, when all that is not explored is right: from slot to
   * slot a straight line between these corners, in percent.
   */
  List<CourseChart.Corner> successLevel(Series decider) {
    Scenario scenario = study.course(decider).scenario();
    Exploration exploration = scenario.policy().exploration();
    double tasks = scenario.arrivals().expectedTasks(scenario.users()).orElseThrow();
    double fallTasks =
        exploration.overTasks() == null ? tasks / 2 : Math.min(tasks, exploration.overTasks());
    double end = 100 * (1 - exploration.end() / 2);
    return List.of(
        new CourseChart.Corner(0, 100 * (1 - exploration.start() / 2)),
        new CourseChart.Corner(fallTasks / scenario.users(), end),
        new CourseChart.Corner(tasks / scenario.users(), end));
  }

  Claim regretLimit(Runs runs, Series decider) {
    double epsilon = exploration(decider).end();
    double[] own = runs.late(study.course(decider), Measure.REGRET, ALL, QUARTER);
    double[] near = runs.late(study.course(Deciders.LOCAL), Measure.REGRET, ALL, QUARTER);
    double[] far = runs.late(study.course(Deciders.CLOUD), Measure.REGRET, ALL, QUARTER);
    double[] difference =
        IntStream.range(0, own.length)
            .mapToDouble(i -> own[i] - epsilon / 2 * (near[i] + far[i]))
            .toArray();
    return Claim.within(
        "All that \"" + decider.name() + "\" still loses in the end is the price of exploring.",
        "regret of the last quarter - epsilon/2 times the regret of the wrong decisions",
        difference,
        EXACT_SECONDS,
        "s");
  }

  private double[] late(Runs runs, Series series, List<ServiceType> types) {
    return runs.late(study.course(series), Measure.REWARD, types, QUARTER);
  }

  double[] lateDifference(Runs runs, Series one, Series other) {
    return Values.minus(late(runs, one, ALL), late(runs, other, ALL));
  }

  Exploration exploration(Series series) {
    return study.course(series).scenario().policy().exploration();
  }
}
