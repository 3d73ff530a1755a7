package io.nearfar.experiments.figure;

import io.nearfar.experiments.figure.Panel.Question;
import io.nearfar.experiments.figure.SweepChart.Curve;
import io.nearfar.experiments.report.plot.Axis;
import io.nearfar.model.task.ServiceType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the results hang on: exploration, pool rules and size classes. Beyond the study. */
final class SensitivityPanel {

  private static final List<ServiceType> ALL = List.of(ServiceType.values());
  private static final List<ServiceType> QUALITY = List.of(ServiceType.QUALITY_PREFERRED);

  private static final List<Double> EPSILONS = List.of(0.0, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0);
  private static final List<Double> WINDOWS = List.of(1.0, 3.0, 6.0, 10.0, 20.0, 40.0);
  private static final List<Double> CLASS_COUNTS = List.of(1.0, 2.0, 3.0, 4.0, 6.0, 12.0);
  private static final double STUDY_CLASSES = 3;
  private static final int LEAST_TOKENS = 400;
  private static final int MOST_TOKENS = 1600;

  /** Success is a coin flip at epsilon 1; this is three standard errors of it over ten seeds. */
  private static final double SUCCESS_PERCENT = 2;

  /** A wrong decision costs about 20 s. */
  private static final double SAME_SECONDS = 0.25;

  private final Study study;
  private final SweepChart epsilons;
  private final SweepChart windows;
  private final SweepChart classes;
  private final BackhaulCharts backhaul;

  SensitivityPanel(Study study) {
    this.study = study;
    epsilons = epsilons();
    windows = windows();
    classes = classes();
    backhaul = new BackhaulCharts(study);
  }

  /** The panel. */
  Panel panel() {
    List<Chart> charts = new ArrayList<>(List.of(epsilons, windows, classes));
    charts.addAll(backhaul.charts());
    List<Question> questions =
        new ArrayList<>(
            List.of(
                new Question(epsilons.trials(), this::successFollowsEpsilon),
                new Question(epsilons.trials(), this::nothingIsLearnedUnexplored),
                new Question(windows.trials(), this::badExamplesAddNothing),
                new Question(windows.trials(), this::latestLoses),
                new Question(classes.trials(), this::classesMatterLittle)));
    questions.addAll(backhaul.questions());
    return new Panel(
        'i',
        "Sensitivity",
        "What the results hang on, one key of the scenario at a time. Beyond the study.",
        charts,
        questions);
  }

  private SweepChart epsilons() {
    List<Series> series = List.of(Deciders.READER);
    return new SweepChart(
        "success_percent_by_epsilon",
        "Epsilon",
        Axis.linear("epsilon, constant"),
        Measure.SUCCESS,
        QUALITY,
        curves(
            series,
            EPSILONS,
            epsilon ->
                List.of(
                    "arrivals.timeslots=" + 2 * study.sweepSlots(),
                    "policy.exploration={start: %1$s, end: %1$s, overTasks: 0}"
                        .formatted(epsilon))),
        Legend.ofSeries(series),
        List.of(),
        "Success of quality-preferred tasks; epsilon does not fall in these runs.");
  }

  private SweepChart windows() {
    List<Series> series =
        List.of(
            Deciders.READER,
            Deciders.READER_KEEPING_BAD,
            Deciders.LATEST.named("reader, latest"),
            Deciders.LATEST_KEEPING_BAD);
    return new SweepChart(
        "regret_seconds_by_window",
        "Rules of the pool",
        Axis.logarithmic("window of \"latest\" (experiences)"),
        Measure.REGRET,
        ALL,
        curves(series, WINDOWS, window -> List.of("policy.window=" + window.intValue())),
        Legend.ofSeries(series),
        List.of(),
        "Prioritised replay has no window: its two curves are levels to compare with. The latest"
            + " experiences of a slot are its longest answers, nearly all offloaded: regular tasks"
            + " follow them to the cloud until the window holds a whole slot of 20 tasks.");
  }

  private SweepChart classes() {
    return new SweepChart(
        "regret_seconds_by_size_classes",
        "Size classes",
        Axis.linear("number of size classes"),
        Measure.REGRET,
        ALL,
        curves(List.of(Deciders.READER), CLASS_COUNTS, SensitivityPanel::equalClasses),
        Legend.ofSeries(List.of(Deciders.READER)),
        List.of(),
        "400 to 1600 tokens in classes of equal width. In one or two classes a short offloaded"
            + " answer can beat a long local one, but exploration soon meets a short local one.");
  }

  private static List<String> equalClasses(Double count) {
    int width = (MOST_TOKENS - LEAST_TOKENS) / count.intValue();
    return List.of(
        sizeClasses(
            IntStream.rangeClosed(0, count.intValue())
                .map(i -> LEAST_TOKENS + i * width)
                .toArray()));
  }

  private Claim successFollowsEpsilon(Runs runs) {
    return Claim.all(
        EPSILONS.stream()
            .filter(epsilon -> epsilon > 0)
            .map(
                epsilon ->
                    Claim.within(
                        "Success is 1 - epsilon/2 for every epsilon above 0.",
                        "success at epsilon " + epsilon + " - (1 - epsilon/2)",
                        Arrays.stream(epsilons.late(runs, 0, epsilon))
                            .map(success -> success - 100 * (1 - epsilon / 2))
                            .toArray(),
                        SUCCESS_PERCENT,
                        Measure.POINTS))
            .toList());
  }

  private Claim nothingIsLearnedUnexplored(Runs runs) {
    return Claim.below(
        "Without exploration quality-preferred tasks fail: the first answer is repeated.",
        "success at epsilon 0 - at epsilon 0.05",
        Values.minus(epsilons.late(runs, 0, 0.0), epsilons.late(runs, 0, 0.05)),
        Measure.POINTS);
  }

  private Claim badExamplesAddNothing(Runs runs) {
    return Claim.within(
        "Keeping bad examples changes nothing for prioritised replay with this reader.",
        "regret with bad examples - without",
        Values.minus(windows.late(runs, 1, WINDOWS.get(0)), windows.late(runs, 0, WINDOWS.get(0))),
        SAME_SECONDS,
        "s");
  }

  private Claim latestLoses(Runs runs) {
    return Claim.all(
        WINDOWS.stream()
            .map(
                window ->
                    Claim.above(
                        "The latest experiences lose against the best ones, whatever the window.",
                        "regret of latest " + window.intValue() + " - prioritised",
                        Values.minus(windows.late(runs, 2, window), windows.late(runs, 0, window)),
                        "s"))
            .toList());
  }

  private Claim classesMatterLittle(Runs runs) {
    return Claim.all(
        CLASS_COUNTS.stream()
            .filter(count -> count != STUDY_CLASSES)
            .map(
                count ->
                    Claim.within(
                        "The number of size classes does not matter while exploration goes on.",
                        "regret with " + count.intValue() + " classes - with 3",
                        Values.minus(
                            classes.late(runs, 0, count), classes.late(runs, 0, STUDY_CLASSES)),
                        SAME_SECONDS,
                        "s"))
            .toList());
  }

  private List<Curve> curves(
      List<Series> series, List<Double> values, Function<Double, List<String>> settings) {
    return series.stream()
        .map(
            each ->
                new Curve(
                    each.name(), Optional.empty(), study.sweep(List.of(each), values, settings)))
        .toList();
  }

  /** The key of size classes between these bounds. */
  static String sizeClasses(int... bounds) {
    return IntStream.range(1, bounds.length)
        .mapToObj(
            i ->
                String.format(
                    Locale.ROOT,
                    "{name: from-%1$d, from: %1$d, below: %2$d}",
                    bounds[i - 1],
                    bounds[i]))
        .collect(Collectors.joining(", ", "sizeClasses=[", "]"));
  }
}
