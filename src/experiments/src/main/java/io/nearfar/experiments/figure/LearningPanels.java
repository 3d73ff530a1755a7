package io.nearfar.experiments.figure;

import io.nearfar.experiments.figure.Panel.Question;
import io.nearfar.model.task.ServiceType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** What is learned over time: panels a, b, c of the study, and regret. They share their runs. */
final class LearningPanels {

  private static final List<ServiceType> ALL = List.of(ServiceType.values());
  private static final List<ServiceType> QUALITY = List.of(ServiceType.QUALITY_PREFERRED);

  /** Exploration costs about 0.5 s a task at its end, and as much again is allowed for learning. */
  private static final double CLOSE_SECONDS = 1;

  private final Study study;
  private final LearningClaims claims;

  LearningPanels(Study study) {
    this.study = study;
    claims = new LearningClaims(study);
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
              List.of()));
    }
    for (Series decider : explorers()) {
      questions.add(
          question(
              List.of(decider, Deciders.ORACLE, Deciders.LOCAL, Deciders.CLOUD),
              runs ->
                  Claim.all(
                      Arrays.stream(ServiceType.values())
                          .map(type -> claims.asymptote(runs, decider, type))
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
    CourseChart chart =
        new CourseChart(
            "success_percent",
            "Success rate of quality-preferred tasks",
            Measure.SUCCESS,
            QUALITY,
            false,
            courses(series),
            Legend.ofSeries(series),
            claims.successLevel(series.get(0)));
    List<Question> questions =
        explorers().stream()
            .map(decider -> question(List.of(decider), runs -> claims.successLimit(runs, decider)))
            .toList();
    return new Panel(
        'b',
        "Success over time",
        "A quality-preferred task succeeds when it is offloaded: only the cloud model meets (4e)."
            + " The dashed line is 1 - epsilon/2, as epsilon falls: half of what is explored stays at"
            + " the edge, and all else is right.",
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
            List.of());
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
                      claims.lateDifference(runs, Deciders.READER, bound),
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
                      claims.lateDifference(runs, lower, Deciders.READER),
                      "s")));
    }
    for (Series explorer :
        Stream.concat(explorers().stream(), Stream.of(Deciders.LATEST)).toList()) {
      questions.add(
          question(List.of(explorer, Deciders.ORACLE), runs -> claims.converges(runs, explorer)));
    }
    return new Panel(
        'c',
        "Experience replay and exploration",
        "Prioritised replay keeps the best experience of each condition; the others keep the latest"
            + " six, or never explore. All read their examples with the same decision model. A curve"
            + " converges when its last two quarters agree, as those of any policy do that no longer"
            + " changes: to what, panel a claims of those that learn the best decisions. Of the"
            + " latest six no limit is known, and it is only claimed that they stay below.",
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
                    Deciders.THRESHOLD,
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
              List.of()));
    }
    List<Question> questions = new ArrayList<>();
    for (Series decider :
        Stream.concat(explorers().stream(), Stream.of(Deciders.TABULAR_Q)).toList()) {
      questions.add(
          question(
              List.of(decider, Deciders.LOCAL, Deciders.CLOUD),
              runs -> claims.regretLimit(runs, decider)));
    }
    for (Series decider : List.of(Deciders.LINUCB, Deciders.THOMPSON)) {
      questions.add(question(List.of(decider), runs -> claims.stopsLosing(runs, decider)));
    }
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

  private Map<String, Trial> courses(List<Series> series) {
    Map<String, Trial> courses = new LinkedHashMap<>();
    series.forEach(each -> courses.put(each.name(), study.course(each)));
    return courses;
  }

  private Question question(List<Series> series, Function<Runs, Claim> answer) {
    return new Question(series.stream().map(study::course).toList(), answer);
  }
}
