package io.nearfar.experiments.figure;

import io.nearfar.experiments.figure.Panel.Question;
import io.nearfar.model.policy.icl.Calibration;
import io.nearfar.model.policy.icl.PromptLayout;
import io.nearfar.model.scenario.ScenarioReader;
import io.nearfar.model.task.ServiceType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A real language model as decider, beside the embedded reader and deep Q-learning. */
final class LanguageModelPanel {

  private static final int PARTS = 15;
  private static final double CLOSE_SECONDS = 1;

  /** Beyond it the rewards are in part those of the analytic model, which decides as the oracle. */
  private static final double MOST_FALLBACKS = 0.01;

  private static final List<ServiceType> ALL = List.of(ServiceType.values());
  private static final List<ServiceType> QUALITY = List.of(ServiceType.QUALITY_PREFERRED);
  private static final List<Series> OTHERS =
      List.of(Deciders.READER, Deciders.DQN, Deciders.ORACLE);

  private static final String ASKED =
      "Decision model %s in scenario small-model: 3 users, 150 timeslots. Prompts as one message or"
          + " with each example as a turn of the chat; calibrated: the log-odds of a content-free"
          + " condition are subtracted. Beyond the study, whose models are far larger.";

  private static final String SHIPPED =
      "SmolLM2-135M-Instruct in 4 bits, by the log-probabilities of its replies, in scenario"
          + " small-model: 3 users, 150 timeslots, 10 seeds, as it was recorded. Prompts as one"
          + " message or with each example as a turn of the chat; calibrated: the log-odds of a"
          + " content-free condition are subtracted. A model of this size does not find the rule:"
          + " with the single prompt it comes to say local to everything, with turns offload to"
          + " nearly everything, regular tasks included, and either costs half of the tasks about"
          + " 20 s. Calibration moves it between the two. Beyond the study, whose models are far"
          + " larger.";

  private final DecisionModel model;
  private final List<Series> asked = new ArrayList<>();

  /**
   * The panel of a decision model.
   *
   * @param scores whether it is asked for log-probabilities, without which none is calibrated
   */
  LanguageModelPanel(DecisionModel model, boolean scores) {
    this.model = model;
    asked.add(series("single", "#cc79a7", "dotdash", PromptLayout.SINGLE, Calibration.NONE));
    asked.add(series("turns", "#56b4e9", "dotdash", PromptLayout.TURNS, Calibration.NONE));
    if (scores) {
      asked.add(
          series(
              "single, calibrated",
              "#aa3377",
              "solid",
              PromptLayout.SINGLE,
              Calibration.CONTEXTUAL));
      asked.add(
          series(
              "turns, calibrated", "#117733", "solid", PromptLayout.TURNS, Calibration.CONTEXTUAL));
    }
  }

  private Series series(
      String variant, String colour, String style, PromptLayout layout, Calibration calibration) {
    return Series.of(
        model.label() + ", " + variant,
        colour,
        style,
        "policy.name=icl",
        "policy.prompt.layout=" + layout.word(),
        "policy.calibration=" + calibration.word());
  }

  /** The panel. */
  Panel panel() {
    List<Series> series = Stream.concat(asked.stream(), OTHERS.stream()).toList();
    List<Question> questions = new ArrayList<>();
    for (Series each : asked) {
      questions.add(
          new Question(
              List.of(trial(each), trial(Deciders.READER)), runs -> likeTheReader(runs, each)));
    }
    return new Panel(
        'j',
        "A real language model as decider",
        model.equals(DecisionModel.SHIPPED) ? SHIPPED : ASKED.formatted(model.label()),
        List.of(
            chart("reward_seconds", "Reward (means of 10 timeslots)", Measure.REWARD, ALL, series),
            chart(
                "success_percent",
                "Success of quality-preferred tasks (means of 10 timeslots)",
                Measure.SUCCESS,
                QUALITY,
                series)),
        Optional.of(new CostTable(trials(series))),
        questions);
  }

  private Chart chart(
      String id, String title, Measure measure, List<ServiceType> types, List<Series> series) {
    return new CourseChart(
        id, title, measure, types, false, trials(series), Legend.ofSeries(series), List.of());
  }

  private Map<String, Trial> trials(List<Series> series) {
    Map<String, Trial> trials = new LinkedHashMap<>();
    series.forEach(each -> trials.put(each.name(), trial(each)));
    return trials;
  }

  /** All of them over the same seeds, so that they can be compared. */
  private Trial trial(Series series) {
    return new Trial(
        ScenarioReader.varied(ScenarioReader.shipped("small-model"), series.changes()),
        PARTS,
        asked.contains(series) ? model : DecisionModel.READER,
        model.mostSeeds());
  }

  private Claim likeTheReader(Runs runs, Series each) {
    String statement = "\"" + each.name() + "\" decides as well as the example-vote reader.";
    double[] fallbacks = runs.of(trial(each)).stream().mapToDouble(Course::fallbackShare).toArray();
    if (Arrays.stream(fallbacks).average().orElse(0) > MOST_FALLBACKS) {
      return Claim.undecided(statement, MOST_FALLBACKS, fallbacks);
    }
    return Claim.within(
        statement,
        "reward of the last third, " + each.name() + " - example-vote reader",
        Values.minus(
            runs.late(trial(each), Measure.REWARD, ALL, 1.0 / 3),
            runs.late(trial(Deciders.READER), Measure.REWARD, ALL, 1.0 / 3)),
        CLOSE_SECONDS,
        "s");
  }
}
