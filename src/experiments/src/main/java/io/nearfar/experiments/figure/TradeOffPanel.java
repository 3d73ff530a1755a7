package io.nearfar.experiments.figure;

import io.nearfar.experiments.figure.Panel.Question;
import io.nearfar.experiments.figure.SweepChart.Curve;
import io.nearfar.experiments.report.plot.Axis;
import io.nearfar.model.inference.ModelPair;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.task.ServiceType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Quality against delay over the penalty of the reward. Beyond the study's first version. */
final class TradeOffPanel {

  private static final List<ServiceType> QUALITY = List.of(ServiceType.QUALITY_PREFERRED);
  private static final List<Double> PENALTIES =
      IntStream.rangeClosed(0, 20).mapToObj(i -> 2.0 * i).toList();

  /** Three of them are near a break-even, the others as far from them as can be. */
  private static final List<Double> TRAINED_PENALTIES =
      List.of(0.0, 6.0, 10.0, 14.0, 18.0, 22.0, 26.0, 30.0, 34.0, 40.0);

  private static final int TRAINED_SEEDS = 10;

  /** So close to a break-even, either decision is worth the same, and noise decides. */
  private static final double UNDECIDED_SECONDS = 3;

  private static final double SUCCESS_PERCENT = 5;

  private final Study study;
  private final List<Series> series = new ArrayList<>();
  private final SweepChart success;

  TradeOffPanel(Study study) {
    this.study = study;
    series.add(Deciders.READER);
    series.addAll(Deciders.STUDY_BASELINES);
    series.addAll(Deciders.BANDITS);
    series.add(Deciders.ORACLE);
    success =
        new SweepChart(
            "success_percent_by_penalty",
            "Quality over the penalty",
            Axis.linear("penalty (s)"),
            Measure.SUCCESS,
            QUALITY,
            series.stream().map(this::curve).toList(),
            Legend.ofSeries(series),
            breakEvens(),
            "Dashed: the break-even at the mean length of each size class. What violates (4e) never"
                + " enters the examples, so in-context learning pays no heed to the penalty: its"
                + " curve is flat by construction, and nothing is claimed of it.");
  }

  /** The panel. */
  Panel panel() {
    return new Panel(
        'g',
        "Quality against delay",
        "A learner that is paid by the reward alone offloads a quality-preferred task when the"
            + " penalty is above (TTFT_c - TTFT_e) + n (TPOT_c - TPOT_e) + t_back: 10.1, 18.2 and"
            + " 26.3 s at the mean lengths of the three size classes. Deep Q-learning takes long to"
            + " train: "
            + TRAINED_SEEDS
            + " seeds at most, and fewer penalties.",
        List.of(
            success,
            new TradeOffChart(
                "success_percent_by_delay_seconds",
                "What quality costs",
                "penalty_seconds",
                success.curves(),
                Legend.ofSeries(series),
                "A point for each penalty of the other figure; further to the right is the higher"
                    + " one.")),
        List.of(
            new Question(trials(Deciders.DQN), this::followsTheLengths),
            new Question(trials(Deciders.TABULAR_Q), this::followsTheClasses)));
  }

  private Curve curve(Series each) {
    return new Curve(
        each.name(),
        Optional.empty(),
        Deciders.STUDY_BASELINES.contains(each)
            ? trials(each, TRAINED_PENALTIES, TRAINED_SEEDS)
            : trials(each, PENALTIES, Integer.MAX_VALUE));
  }

  private SortedMap<Double, Trial> trials(Series each, List<Double> penalties, int mostSeeds) {
    SortedMap<Double, Trial> trials =
        study.sweep(
            List.of(each), penalties, penalty -> List.of("reward.penaltySeconds=" + penalty));
    trials.replaceAll((penalty, trial) -> trial.over(mostSeeds));
    return trials;
  }

  /** Knows a task by its size class, so that the class's mean length decides. */
  private Claim followsTheClasses(Runs runs) {
    List<Double> breakEvens = breakEvens();
    return follows(
        runs,
        Deciders.TABULAR_Q,
        "offloads the classes whose break-even the penalty exceeds",
        penalty -> breakEvens.stream().allMatch(b -> Math.abs(b - penalty) > UNDECIDED_SECONDS),
        penalty ->
            breakEvens.stream().filter(b -> b < penalty).count() / (double) breakEvens.size());
  }

  /** Knows a task by its length, and each length has a break-even of its own. */
  private Claim followsTheLengths(Runs runs) {
    Scenario scenario = study.sweep(List.of(), List.of()).scenario();
    return follows(
        runs,
        Deciders.DQN,
        "offloads the lengths whose break-even the penalty exceeds",
        penalty -> true,
        penalty ->
            scenario.sizeClasses().list().stream()
                .mapToDouble(
                    size ->
                        IntStream.range(size.from(), size.below())
                                .filter(tokens -> breakEven(scenario, tokens) < penalty)
                                .count()
                            / (double) (size.below() - size.from()))
                .average()
                .orElseThrow());
  }

  /**
   * @param decided whether a penalty is far enough from the break-evens to be looked at
   * @param pays the share of the tasks that the learner should offload at a penalty
   */
  private Claim follows(
      Runs runs, Series learner, String does, DoublePredicate decided, DoubleUnaryOperator pays) {
    int curve = series.indexOf(learner);
    SortedMap<Double, Trial> trials = success.curves().get(curve).trials();
    double epsilon = trials.get(0.0).scenario().policy().exploration().end();
    return Claim.all(
        trials.keySet().stream()
            .filter(decided::test)
            .map(
                penalty -> {
                  double expected =
                      100 * (pays.applyAsDouble(penalty) * (1 - epsilon) + epsilon / 2);
                  return Claim.within(
                      "Paid by the reward alone, \"" + learner.name() + "\" " + does + ".",
                      "success of "
                          + learner.name()
                          + " at a penalty of "
                          + penalty
                          + " s - expected",
                      Arrays.stream(success.late(runs, curve, penalty))
                          .map(percent -> percent - expected)
                          .toArray(),
                      SUCCESS_PERCENT,
                      Measure.POINTS);
                })
            .toList());
  }

  private List<Trial> trials(Series each) {
    return List.copyOf(success.curves().get(series.indexOf(each)).trials().values());
  }

  /** The penalty above which offloading pays at the mean length of each size class. */
  private List<Double> breakEvens() {
    Scenario scenario = study.sweep(List.of(), List.of()).scenario();
    return scenario.sizeClasses().list().stream()
        .map(size -> breakEven(scenario, size.meanTokens()))
        .toList();
  }

  private static double breakEven(Scenario scenario, double tokens) {
    ModelPair pair = scenario.pair();
    return pair.cloud().ttftSeconds(1)
        - pair.edge().ttftSeconds(1)
        + tokens * (pair.cloud().tpotSeconds() - pair.edge().tpotSeconds())
        + scenario.backhaulSeconds();
  }
}
