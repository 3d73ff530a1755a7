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
import java.util.stream.IntStream;

/** Quality against delay over the penalty of the reward. Beyond the study's first version. */
final class TradeOffPanel {

  private static final List<ServiceType> QUALITY = List.of(ServiceType.QUALITY_PREFERRED);
  private static final List<Double> PENALTIES =
      IntStream.rangeClosed(0, 20).mapToObj(i -> 2.0 * i).toList();

  /** So close to a break-even, either decision is worth the same, and noise decides. */
  private static final double UNDECIDED_SECONDS = 3;

  private static final double SUCCESS_PERCENT = 5;
  private static final double STRICT_PERCENT = 1;

  private final Study study;
  private final List<Series> series = new ArrayList<>();
  private final SweepChart success;

  TradeOffPanel(Study study) {
    this.study = study;
    series.add(Deciders.READER);
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
                + " enters the examples, so in-context learning pays no heed to the penalty.");
  }

  /** The panel. */
  Panel panel() {
    return new Panel(
        'g',
        "Quality against delay",
        "A learner that is paid by the reward alone offloads a quality-preferred task when the"
            + " penalty is above (TTFT_c - TTFT_e) + n (TPOT_c - TPOT_e) + t_back: 10.1, 18.2 and"
            + " 26.3 s at the mean lengths of the three size classes.",
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
            new Question(success.trials(), this::followsTheBreakEvens),
            new Question(success.trials(), this::strictPaysNoHeed)));
  }

  private Curve curve(Series each) {
    return new Curve(
        each.name(),
        Optional.empty(),
        study.sweep(
            List.of(each), PENALTIES, penalty -> List.of("reward.penaltySeconds=" + penalty)));
  }

  private Claim followsTheBreakEvens(Runs runs) {
    int tabular = series.indexOf(Deciders.TABULAR_Q);
    double epsilon =
        success.curves().get(tabular).trials().get(0.0).scenario().policy().exploration().end();
    List<Double> breakEvens = breakEvens();
    return Claim.all(
        PENALTIES.stream()
            .filter(
                penalty ->
                    breakEvens.stream().allMatch(b -> Math.abs(b - penalty) > UNDECIDED_SECONDS))
            .map(
                penalty -> {
                  double pays =
                      breakEvens.stream().filter(b -> b < penalty).count()
                          / (double) breakEvens.size();
                  double expected = 100 * (pays * (1 - epsilon) + epsilon / 2);
                  return Claim.within(
                      "Paid by the reward alone, a learner offloads the classes whose break-even the"
                          + " penalty exceeds.",
                      "success of tabular Q at a penalty of " + penalty + " s - expected",
                      Arrays.stream(success.late(runs, tabular, penalty))
                          .map(percent -> percent - expected)
                          .toArray(),
                      SUCCESS_PERCENT,
                      "%");
                })
            .toList());
  }

  private Claim strictPaysNoHeed(Runs runs) {
    return Claim.within(
        "With the strict rule the penalty changes nothing: (4e) holds without it.",
        "success of in-context learning without a penalty - with 40 s",
        Values.minus(success.late(runs, 0, 0.0), success.late(runs, 0, 40.0)),
        STRICT_PERCENT,
        "%");
  }

  /** The penalty above which offloading pays at the mean length of each size class. */
  private List<Double> breakEvens() {
    Scenario scenario = study.sweep(List.of(), List.of()).scenario();
    ModelPair pair = scenario.pair();
    return scenario.sizeClasses().list().stream()
        .map(
            size ->
                pair.cloud().ttftSeconds(1)
                    - pair.edge().ttftSeconds(1)
                    + size.meanTokens() * (pair.cloud().tpotSeconds() - pair.edge().tpotSeconds())
                    + scenario.backhaulSeconds())
        .toList();
  }
}
