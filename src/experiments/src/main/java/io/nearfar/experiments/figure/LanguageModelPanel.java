package io.nearfar.experiments.figure;

import io.nearfar.experiments.figure.Panel.Question;
import io.nearfar.model.scenario.ScenarioReader;
import io.nearfar.model.task.ServiceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A real language model as decider, from the cassette that ships with the product: in the scenario
 * and over the seeds that it was asked in.
 */
final class LanguageModelPanel {

  private static final String CASSETTE = "smollm2-135m";
  private static final int RECORDED_SEEDS = 10;
  private static final int PARTS = 15;
  private static final double CLOSE_SECONDS = 1;
  private static final List<ServiceType> ALL = List.of(ServiceType.values());
  private static final List<ServiceType> QUALITY = List.of(ServiceType.QUALITY_PREFERRED);

  private static final List<Series> MODELS =
      List.of(
          model("SmolLM2 135M, single", "#cc79a7", "dotdash", "single", "none"),
          model("SmolLM2 135M, single, calibrated", "#aa3377", "solid", "single", "contextual"),
          model("SmolLM2 135M, turns", "#56b4e9", "dotdash", "turns", "none"),
          model("SmolLM2 135M, turns, calibrated", "#117733", "solid", "turns", "contextual"));
  private static final List<Series> OTHERS =
      List.of(Deciders.READER, Deciders.DQN, Deciders.ORACLE);

  private LanguageModelPanel() {}

  private static Series model(
      String name, String colour, String style, String layout, String calibration) {
    return Series.of(
        name,
        colour,
        style,
        "policy.name=icl",
        "policy.prompt.layout=" + layout,
        "policy.calibration=" + calibration);
  }

  /** The panel. */
  static Panel panel() {
    List<Series> series = Stream.concat(MODELS.stream(), OTHERS.stream()).toList();
    List<Question> questions = new ArrayList<>();
    for (Series model : MODELS) {
      questions.add(
          new Question(
              List.of(trial(model), trial(Deciders.READER)), runs -> likeTheReader(runs, model)));
    }
    return new Panel(
        'j',
        "A real language model as decider",
        "SmolLM2-135M-Instruct in 4 bits, by the log-probabilities of its replies, in scenario"
            + " small-model: 3 users, 150 timeslots, 10 seeds, as it was recorded. Prompts as one"
            + " message or with each example as a turn of the chat; calibrated: the log-odds of a"
            + " content-free condition are subtracted. A model of this size does not find the rule:"
            + " with the single prompt it comes to say local to everything, with turns offload to"
            + " nearly everything, regular tasks included, and either costs half of the tasks about"
            + " 20 s. Calibration moves it between the two. Beyond the study, whose models are far"
            + " larger.",
        List.of(
            chart("reward_seconds", "Reward (means of 10 timeslots)", Measure.REWARD, ALL, series),
            chart(
                "success_percent",
                "Success of quality-preferred tasks (means of 10 timeslots)",
                Measure.SUCCESS,
                QUALITY,
                series)),
        questions);
  }

  private static Chart chart(
      String id, String title, Measure measure, List<ServiceType> types, List<Series> series) {
    Map<String, Trial> curves = new LinkedHashMap<>();
    series.forEach(each -> curves.put(each.name(), trial(each)));
    return new CourseChart(
        id, title, measure, types, false, curves, Legend.ofSeries(series), OptionalDouble.empty());
  }

  private static Trial trial(Series series) {
    return new Trial(
        ScenarioReader.varied(ScenarioReader.shipped("small-model"), series.changes()),
        PARTS,
        MODELS.contains(series) ? Optional.of(CASSETTE) : Optional.empty(),
        RECORDED_SEEDS);
  }

  private static Claim likeTheReader(Runs runs, Series model) {
    return Claim.within(
        "\"" + model.name() + "\" decides as well as the example-vote reader.",
        "reward of the last third, " + model.name() + " - example-vote reader",
        Values.minus(
            runs.late(trial(model), Measure.REWARD, ALL, 1.0 / 3),
            runs.late(trial(Deciders.READER), Measure.REWARD, ALL, 1.0 / 3)),
        CLOSE_SECONDS,
        "s");
  }
}
