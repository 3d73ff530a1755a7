package io.nearfar.experiments.figure;

import io.nearfar.experiments.figure.Panel.Question;
import io.nearfar.model.scenario.Exploration;
import io.nearfar.model.task.ServiceType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is learned over time: panels a, b, c of the study, and regret. They share their runs. */
final class LearningPanels {

  private static final List<ServiceType> ALL = List.of(ServiceType.values());
  private static final List<ServiceType> QUALITY = List.of(ServiceType.QUALITY_PREFERRED);
  private static final double QUARTER = 0.25;

  /** Half of what exploring costs a task at its end; a wrong decision costs about 20 s. */
  private static final double EXACT_SECONDS = 0.25;

  /** From one quarter of the run to the next, by chance. */
  private static final double STEADY_SECONDS = 0.5;

  /** Exploration costs about 0.5 s a task at its end, and as much again is allowed for learning. */
  private static final double CLOSE_SECONDS = 1;

  private final Study study;

  LearningPanels(Study study) {
    this.study = study;
  }

  /** Reward of each service type. */
  Panel reward() {
    List<Series> series =
        Stream.of(Deciders.DECISION_MODELS, Deciders.STUDY_BASELINES, List.of(Deciders.ORACLE))
            .flatMap(List::stream)
            .toList();
    List<Chart> charts = new ArrayList<>();
    List<Question> questions = new ArrayList<>();
    for (ServiceType type : ServiceType.values()) {
      charts.add(
          new CourseChart(
              "reward_seconds_" + type.word().replace('-', '_'),
              "Reward of " + type.word() + " tasks",
              Measure.REWARD,
              List.of(type),
              false,
              courses(series),
              Legend.ofSeries(series),
              OptionalDouble.empty()));
    }
    for (Series decider : explorers()) {
      questions.add(
          question(
              List.of(decider, Deciders.ORACLE, Deciders.LOCAL, Deciders.CLOUD),
              runs ->
                  Claim.all(
                      Arrays.stream(ServiceType.values())
                          .map(type -> asymptote(runs, decider, type))
                          .toList())));
    }
    return new Panel(
        'a',
        "Reward over time",
        "In every timeslot each of 20 users has one task. Exploration falls from 1 to 0.05 over the"
            + " first half of the run. The oracle solves (4) exactly for each task.",
        charts,
        questions);
  }

  /** Success of quality-preferred tasks. */
  Panel success() {
    List<Series> series =
        Stream.of(Deciders.DECISION_MODELS, Deciders.STUDY_BASELINES)
            .flatMap(List::stream)
            .toList();
    double expected = 100 * (1 - exploration(series.get(0)).end() / 2);
    CourseChart chart =
        new CourseChart(
            "success_percent",
            "Success rate of quality-preferred tasks",
            Measure.SUCCESS,
            QUALITY,
            false,
            courses(series),
            Legend.ofSeries(series),
            OptionalDouble.of(expected));
    List<Question> questions =
        explorers().stream()
            .map(decider -> question(List.of(decider), runs -> successLimit(runs, decider)))
            .toList();
    return new Panel(
        'b',
        "Success over time",
        "A quality-preferred task succeeds when it is offloaded: only the cloud model meets (4e)."
            + " The dashed line is 1 - epsilon/2 at the end of the schedule: half of what is"
            + " explored stays at the edge.",
        List.of(chart),
        questions);
  }

  /** Replay and exploration. */
  Panel replay() {
    List<Series> series =
        Stream.of(
                List.of(Deciders.READER, Deciders.LATEST, Deciders.GREEDY),
                Deciders.STUDY_BASELINES,
                List.of(Deciders.ORACLE))
            .flatMap(List::stream)
            .toList();
    CourseChart chart =
        new CourseChart(
            "reward_seconds",
            "Reward of all tasks",
            Measure.REWARD,
            ALL,
            false,
            courses(series),
            Legend.ofSeries(series),
            OptionalDouble.empty());
    List<Question> questions = new ArrayList<>();
    List<Series> bounds =
        Stream.concat(Deciders.STUDY_BASELINES.stream(), Stream.of(Deciders.ORACLE)).toList();
    for (Series bound : bounds) {
      questions.add(
          question(
              List.of(Deciders.READER, bound),
              runs ->
                  Claim.within(
                      "Prioritised replay is close to " + bound.name() + ".",
                      "reward of the last quarter, prioritised - " + bound.name(),
                      lateDifference(runs, Deciders.READER, bound),
                      CLOSE_SECONDS,
                      "s")));
    }
    for (Series lower : List.of(Deciders.LATEST, Deciders.GREEDY)) {
      questions.add(
          question(
              List.of(lower, Deciders.READER),
              runs ->
                  Claim.below(
                      "\"" + lower.name() + "\" stays below prioritised replay.",
                      "reward of the last quarter, " + lower.name() + " - prioritised",
                      lateDifference(runs, lower, Deciders.READER),
                      "s")));
    }
    for (Series explorer :
        Stream.concat(explorers().stream(), Stream.of(Deciders.LATEST)).toList()) {
      questions.add(
          question(List.of(explorer, Deciders.ORACLE), runs -> converges(runs, explorer)));
    }
    return new Panel(
        'c',
        "Experience replay and exploration",
        "Prioritised replay keeps the best experience of each condition; the others keep the latest"
            + " six, or never explore. All read their examples with the same decision model.",
        List.of(chart),
        questions);
  }

  /** Regret of every policy. */
  Panel regret() {
    List<Series> series =
        Stream.of(
                Deciders.DECISION_MODELS,
                Deciders.STUDY_BASELINES,
                Deciders.BANDITS,
                List.of(
                    Deciders.LATEST,
                    Deciders.GREEDY,
                    Deciders.LOCAL,
                    Deciders.CLOUD,
                    Deciders.RANDOM))
            .flatMap(List::stream)
            .toList();
    List<Chart> charts = new ArrayList<>();
    for (boolean cumulative : new boolean[] {false, true}) {
      charts.add(
          new CourseChart(
              cumulative ? "cumulative_regret_seconds" : "regret_seconds",
              cumulative ? "Regret of a user so far" : "Regret",
              Measure.REGRET,
              ALL,
              cumulative,
              courses(series),
              Legend.ofSeries(series),
              OptionalDouble.empty()));
    }
    List<Question> questions =
        explorers().stream()
            .map(
                decider ->
                    question(
                        List.of(decider, Deciders.LOCAL, Deciders.CLOUD),
                        runs -> regretLimit(runs, decider)))
            .toList();
    return new Panel(
        'h',
        "Regret of every policy",
        "Regret is what a decision gave away against the exact solution of (4), by the analytic"
            + " model; the oracle's is zero. Beyond the study.",
        charts,
        questions);
  }

  /** Deciders that explore with epsilon-greedy and are expected to find the best decisions. */
  private static List<Series> explorers() {
    return Stream.of(List.of(Deciders.READER), Deciders.STUDY_BASELINES)
        .flatMap(List::stream)
        .toList();
  }

  /** Against the oracle, so that longer answers in one quarter than in another do not count. */
  private Claim converges(Runs runs, Series decider) {
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

  private Claim asymptote(Runs runs, Series decider, ServiceType type) {
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

  private Claim successLimit(Runs runs, Series decider) {
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
        "%");
  }

  private Claim regretLimit(Runs runs, Series decider) {
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

  private double[] lateDifference(Runs runs, Series one, Series other) {
    return Values.minus(late(runs, one, ALL), late(runs, other, ALL));
  }

  private Exploration exploration(Series series) {
    return study.course(series).scenario().policy().exploration();
  }

  private Map<String, Trial> courses(List<Series> series) {
    Map<String, Trial> courses = new LinkedHashMap<>();
    series.forEach(each -> courses.put(each.name(), study.course(each)));
    return courses;
  }

  private Question question(List<Series> series, Function<Runs, Claim> answer) {
    return new Question(series.stream().map(study::course).toList(), answer);
  }
}
