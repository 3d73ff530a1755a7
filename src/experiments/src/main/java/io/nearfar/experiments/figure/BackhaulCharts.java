package io.nearfar.experiments.figure;

import io.nearfar.experiments.figure.Panel.Question;
import io.nearfar.experiments.figure.SweepChart.Curve;
import io.nearfar.experiments.report.plot.Axis;
import io.nearfar.model.inference.ModelPair;
import io.nearfar.model.task.ServiceType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where offloading stops paying: a cloud model that starts later and writes faster than the edge
 * model, behind a backhaul that grows. Regular tasks only; the others must be offloaded anyway.
 */
final class BackhaulCharts {

  private static final List<ServiceType> REGULAR = List.of(ServiceType.REGULAR);
  private static final List<Double> BACKHAULS =
      IntStream.rangeClosed(0, 16).mapToObj(eighth -> eighth / 8.0).toList();

  /** Answers short enough that the later start matters. */
  private static final int[] CLASS_BOUNDS = {150, 250, 350, 450, 550};

  private static final double SHARE_PERCENT = 4;

  private final Study study;
  private final SweepChart offloading;
  private final SweepChart delays;

  BackhaulCharts(Study study) {
    this.study = study;
    List<Series> learnedAndExact = List.of(Deciders.READER, Deciders.ORACLE);
    offloading =
        new SweepChart(
            "offloaded_percent_by_backhaul",
            "A faster cloud model: what is offloaded",
            Axis.linear("backhaul delay (s)"),
            Measure.OFFLOADED,
            REGULAR,
            curves(learnedAndExact),
            Legend.ofSeries(learnedAndExact),
            breakEvens(),
            "Regular tasks of 150 to 550 tokens in four classes, "
                + Pairs.FLASH.name()
                + ". Prioritised replay keeps the best example of a class, that of its shortest"
                + " answer: it stops offloading a class at the break-even of the lower bound (dashed),"
                + " the exact solution at that of each answer.");
    List<Series> all = List.of(Deciders.READER, Deciders.ORACLE, Deciders.LOCAL, Deciders.CLOUD);
    delays =
        new SweepChart(
            "delay_seconds_by_backhaul",
            "A faster cloud model: what it gains",
            Axis.linear("backhaul delay (s)"),
            Measure.DELAY,
            REGULAR,
            curves(all),
            Legend.ofSeries(all),
            List.of(),
            "The delay of the same tasks, beside that of never and of always offloading.");
  }

  /** The charts. */
  List<Chart> charts() {
    return List.of(offloading, delays);
  }

  /** What is asked of their runs. */
  List<Question> questions() {
    return List.of(
        new Question(offloading.trials(), this::stopsPaying),
        new Question(offloading.trials(), this::stopsWithTheShortest));
  }

  private Claim stopsPaying(Runs runs) {
    return Claim.below(
        "With a faster cloud model offloading of regular tasks stops paying as the backhaul grows.",
        "offloaded at 2 s - at 0 s, exact solution",
        Values.minus(offloading.late(runs, 1, 2.0), offloading.late(runs, 1, 0.0)),
        Measure.POINTS);
  }

  private Claim stopsWithTheShortest(Runs runs) {
    double epsilon =
        offloading.curves().get(0).trials().get(0.0).scenario().policy().exploration().end();
    List<Double> breakEvens = breakEvens();
    return Claim.all(
        BACKHAULS.stream()
            .map(
                backhaul -> {
                  double pays =
                      breakEvens.stream().filter(b -> b > backhaul).count()
                          / (double) (CLASS_BOUNDS.length - 1);
                  double expected = 100 * (pays * (1 - epsilon) + epsilon / 2);
                  return Claim.within(
                      "In-context learning offloads a class as long as its shortest answer gains.",
                      "offloaded at " + backhaul + " s - expected of the lower bounds",
                      Arrays.stream(offloading.late(runs, 0, backhaul))
                          .map(offloaded -> offloaded - expected)
                          .toArray(),
                      SHARE_PERCENT,
                      Measure.POINTS);
                })
            .toList());
  }

  /** The backhaul delay at which the shortest answer of a class gains nothing any more. */
  private List<Double> breakEvens() {
    ModelPair pair = study.sweep(List.of(Pairs.FLASH), List.of()).scenario().pair();
    return Arrays.stream(CLASS_BOUNDS, 0, CLASS_BOUNDS.length - 1)
        .mapToDouble(
            n ->
                pair.edge().ttftSeconds(1)
                    - pair.cloud().ttftSeconds(1)
                    + n * (pair.edge().tpotSeconds() - pair.cloud().tpotSeconds()))
        .filter(backhaul -> backhaul > 0)
        .boxed()
        .toList();
  }

  private List<Curve> curves(List<Series> series) {
    return series.stream()
        .map(
            each ->
                new Curve(
                    each.name(),
                    Optional.empty(),
                    study.sweep(
                        List.of(Pairs.FLASH, each),
                        BACKHAULS,
                        backhaul ->
                            List.of(
                                SensitivityPanel.sizeClasses(CLASS_BOUNDS),
                                "backhaulSeconds=" + backhaul))))
        .toList();
  }
}
