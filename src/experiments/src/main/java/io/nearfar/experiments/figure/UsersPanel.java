package io.nearfar.experiments.figure;

import io.nearfar.experiments.figure.Panel.Question;
import io.nearfar.experiments.figure.SweepChart.Curve;
import io.nearfar.experiments.report.plot.Axis;
import io.nearfar.model.scenario.ScenarioReader;
import io.nearfar.model.task.ServiceType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Delay over the number of users: panel d. */
final class UsersPanel {

  private static final List<ServiceType> ALL = List.of(ServiceType.values());
  private static final List<Double> USERS = numbers(5, 10, 20, 40, 80);
  private static final List<Double> MANY_USERS = numbers(5, 10, 20, 40, 80, 160);

  /** Times the timeslots of a sweep: so many tasks at each number of users. */
  private static final int SLOT_TASKS = 32;

  /** Fewer slots than the default of 1000, and the same fading for 10: a fast cell. */
  private static final String AVERAGING = "averaging: {slots: 200, coherenceSlots: 10}";

  private static final Series MACRO =
      Series.of(
          "urban macro",
          "#0072b2",
          "solid",
          "radio={rate: cell, propagation: uma, " + AVERAGING + "}");
  private static final Series MICRO =
      Series.of(
          "urban micro",
          "#e69f00",
          "dashed",
          "radio={rate: cell, propagation: umi, " + AVERAGING + "}");

  private static final Series LOADED =
      Series.of("slowed down by load", "#cc3311", "dashed", "models.edge={model: Llama3-8B}")
          .with("models.cloud", ScenarioReader.shipped("contention").models().cloud());
  private static final List<Series> CONTENTION =
      List.of(
          new Series("as fast for many as for one", "#222222", "solid", LOADED.changes())
              .with("models.cloud.contention", null),
          LOADED,
          new Series("and at most 16 at a time", "#aa3377", "longdash", LOADED.changes())
              .with("models.cloud.contention.maxRunning", 16));

  private static final double FLAT_PERCENT = 2;
  private static final double SMALL_PERCENT = 2;

  private final Study study;
  private final SweepChart delay;
  private final SweepChart transmission;
  private final SweepChart contention;

  UsersPanel(Study study) {
    this.study = study;
    delay =
        chart(
            "delay_seconds",
            "Mean service delay",
            Measure.DELAY,
            Pairs.STUDY,
            pair -> List.of(pair, MACRO),
            USERS,
            "In-context learning after exploration has fallen; the users share an urban macro cell.");
    transmission =
        chart(
            "transmission_seconds",
            "Of it, transmission",
            Measure.TRANSMISSION,
            List.of(MACRO, MICRO),
            cell -> List.of(Pairs.LLAMA3, cell),
            USERS,
            "Radio and backhaul, equation (1), on an axis of their own: milliseconds beside seconds"
                + " of generation. The backhaul's share is 0.05 s.");
    contention =
        chart(
            "delay_seconds_with_contention",
            "Extension: requests in the cloud slow each other down",
            Measure.DELAY,
            CONTENTION,
            List::of,
            MANY_USERS,
            "Not in the study, whose models are as fast for many as for one. Llama3 8B at the edge,"
                + " Llama 3.3 70B in the cloud with its published concurrency curve; no radio share."
                + " A request keeps the factors of the load at its admission, and the tasks of a"
                + " timeslot arrive at once: the k-th counts k. The curve is low for that, by 5 to"
                + " 14 % when 20 to 80 arrive at once.");
  }

  private SweepChart chart(
      String id,
      String title,
      Measure measure,
      List<Series> series,
      Function<Series, List<Series>> made,
      List<Double> users,
      String caption) {
    List<Curve> curves =
        series.stream()
            .map(
                each ->
                    new Curve(
                        each.name(),
                        Optional.empty(),
                        study.sweep(made.apply(each), users, this::settings)))
            .toList();
    return new SweepChart(
        id,
        title,
        Axis.linear("number of users"),
        measure,
        ALL,
        curves,
        Legend.ofSeries(series),
        List.of(),
        caption);
  }

  private List<String> settings(Double users) {
    return List.of(
        "users=" + users.intValue(),
        "arrivals.timeslots=" + study.sweepSlots() * SLOT_TASKS / users.intValue());
  }

  /** The panel. */
  Panel panel() {
    return new Panel(
        'd',
        "Delay over the number of users",
        "Every user has one task in every timeslot; there are equally many tasks at every number of"
            + " users. More users share the same resource blocks.",
        List.of(delay, transmission, contention),
        List.of(
            new Question(delay.trials(), this::flat),
            new Question(transmission.trials(), this::transmissionGrows),
            new Question(delay.trials(), this::transmissionIsSmall),
            new Question(contention.trials(), this::contentionIsFelt)));
  }

  private Claim flat(Runs runs) {
    return Claim.all(
        indices(Pairs.STUDY)
            .map(
                pair ->
                    Claim.within(
                        "Delay is nearly flat in the number of users.",
                        "change of the delay from the fewest to the most users, "
                            + Pairs.STUDY.get(pair).name(),
                        percent(growth(runs, delay, pair), first(runs, delay, pair)),
                        FLAT_PERCENT,
                        "%"))
            .toList());
  }

  private Claim transmissionGrows(Runs runs) {
    return Claim.all(
        Stream.of(0, 1)
            .map(
                cell ->
                    Claim.above(
                        "Transmission takes longer the more users share the cell.",
                        "transmission with the most users - with the fewest, "
                            + transmission.curves().get(cell).series(),
                        growth(runs, transmission, cell),
                        "s"))
            .toList());
  }

  private Claim transmissionIsSmall(Runs runs) {
    return Claim.all(
        indices(Pairs.STUDY)
            .map(
                pair -> {
                  Trial most = delay.curves().get(pair).trials().get(last(delay));
                  return Claim.atMost(
                      "Even with the most users transmission is a small part of the delay.",
                      "transmission in percent of the delay, " + Pairs.STUDY.get(pair).name(),
                      percent(
                          runs.late(most, Measure.TRANSMISSION, ALL, SweepChart.LATE),
                          delay.late(runs, pair, last(delay))),
                      SMALL_PERCENT,
                      "%");
                })
            .toList());
  }

  private Claim contentionIsFelt(Runs runs) {
    return Claim.all(
        Stream.of(1, 2)
            .map(
                curve ->
                    Claim.above(
                        "With contention the delay grows with the number of users.",
                        "delay with the most users - with the fewest, "
                            + CONTENTION.get(curve).name(),
                        growth(runs, contention, curve),
                        "s"))
            .toList());
  }

  private static double[] growth(Runs runs, SweepChart chart, int curve) {
    return Values.minus(chart.late(runs, curve, last(chart)), first(runs, chart, curve));
  }

  private static double[] first(Runs runs, SweepChart chart, int curve) {
    return chart.late(runs, curve, chart.curves().get(curve).trials().firstKey());
  }

  private static Double last(SweepChart chart) {
    return chart.curves().get(0).trials().lastKey();
  }

  private static double[] percent(double[] parts, double[] wholes) {
    double[] percent = new double[parts.length];
    Arrays.setAll(percent, i -> 100 * parts[i] / wholes[i]);
    return percent;
  }

  private static Stream<Integer> indices(List<?> list) {
    return Stream.iterate(0, i -> i < list.size(), i -> i + 1);
  }

  private static List<Double> numbers(int... users) {
    return Arrays.stream(users).asDoubleStream().boxed().toList();
  }
}
