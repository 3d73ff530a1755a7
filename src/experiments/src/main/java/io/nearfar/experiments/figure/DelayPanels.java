package io.nearfar.experiments.figure;

import io.nearfar.experiments.figure.Panel.Question;
import io.nearfar.experiments.figure.SweepChart.Curve;
import io.nearfar.experiments.report.plot.Axis;
import io.nearfar.experiments.statistic.Estimate;
import io.nearfar.model.policy.Situation;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Delay of pairs of models over a parameter of the scenario: panels e and f of the study. */
final class DelayPanels {

  private static final List<ServiceType> ALL = List.of(ServiceType.values());
  private static final List<Series> VARIANTS =
      List.of(Deciders.READER.named("learned in context"), Deciders.ORACLE.named("exact solution"));
  private static final List<Double> SHARES =
      IntStream.rangeClosed(0, 10).mapToObj(tenth -> tenth / 10.0).toList();
  private static final List<Double> TOKENS =
      Stream.of(250, 500, 750, 1000, 1250, 1500, 1750, 2000).map(Integer::doubleValue).toList();

  private final Study study;

  DelayPanels(Study study) {
    this.study = study;
  }

  /** Delay over the length of the answers. */
  Panel tokens() {
    List<Curve> curves =
        curves(
            TOKENS,
            n ->
                List.of(
                    String.format(
                        Locale.ROOT,
                        "sizeClasses=[{name: fixed, from: %d, below: %d}]",
                        n.intValue(),
                        n.intValue() + 1)));
    return new Panel(
        'e',
        "Delay over the length of the answers",
        "Every answer has the same length.",
        List.of(
            new SweepChart(
                "delay_seconds",
                "Mean service delay",
                Axis.linear("output tokens"),
                Measure.DELAY,
                ALL,
                curves,
                Legend.ofVariants(Pairs.STUDY, VARIANTS),
                List.of(),
                caption())),
        List.of(
            grows("Delay grows with the length of the answers, for every pair.", "tokens", curves),
            lowest("at every length", "tokens", curves)));
  }

  /** Delay over the share of quality-preferred tasks. */
  Panel shares() {
    List<Curve> curves = curves(SHARES, share -> List.of("qualityPreferredShare=" + share));
    return new Panel(
        'f',
        "Delay over the share of quality-preferred tasks",
        "Quality-preferred tasks must be offloaded, regular ones are faster at the edge.",
        List.of(
            new SweepChart(
                "delay_seconds",
                "Mean service delay",
                Axis.linear("share of quality-preferred tasks"),
                Measure.DELAY,
                ALL,
                curves,
                Legend.ofVariants(Pairs.STUDY, VARIANTS),
                List.of(),
                caption())),
        List.of(
            grows(
                "Delay grows with the share of quality-preferred tasks, for every pair.",
                "share",
                curves),
            lowest("at every share", "share", curves),
            decoding()));
  }

  private List<Curve> curves(List<Double> values, Function<Double, List<String>> settings) {
    List<Curve> curves = new ArrayList<>();
    for (Series pair : Pairs.STUDY) {
      for (Series variant : VARIANTS) {
        curves.add(
            new Curve(
                pair.name(),
                Optional.of(variant.name()),
                study.sweep(List.of(pair, variant), values, settings)));
      }
    }
    return curves;
  }

  /** Each step of each curve goes up. */
  private static Question grows(String statement, String parameter, List<Curve> curves) {
    return new Question(
        trials(curves),
        runs -> {
          List<Claim> steps = new ArrayList<>();
          for (Curve curve : curves) {
            List<Double> values = List.copyOf(curve.trials().keySet());
            for (int i = 1; i < values.size(); i++) {
              steps.add(
                  Claim.above(
                      statement,
                      String.format(
                          Locale.ROOT,
                          "delay at %s %s - at %s, %s, %s",
                          parameter,
                          plain(values.get(i)),
                          plain(values.get(i - 1)),
                          curve.series(),
                          curve.variant().orElseThrow()),
                      Values.minus(
                          delays(runs, curve, values.get(i)),
                          delays(runs, curve, values.get(i - 1))),
                      "s"));
            }
          }
          return Claim.all(steps);
        });
  }

  /** One pair is below the others everywhere. */
  private static Question lowest(String where, String parameter, List<Curve> curves) {
    return new Question(
        trials(curves),
        runs -> {
          List<Claim> comparisons = new ArrayList<>();
          for (Curve other : curves) {
            Curve low =
                curves.stream()
                    .filter(c -> c.series().equals(Pairs.GEMMA.name()))
                    .filter(c -> c.variant().equals(other.variant()))
                    .findFirst()
                    .orElseThrow();
            if (low.equals(other)) {
              continue;
            }
            for (Double value : low.trials().keySet()) {
              comparisons.add(
                  Claim.below(
                      Pairs.GEMMA.name() + " has the lowest delay " + where + ".",
                      String.format(
                          Locale.ROOT,
                          "its delay - that of %s at %s %s, %s",
                          other.series(),
                          parameter,
                          plain(value),
                          other.variant().orElseThrow()),
                      Values.minus(delays(runs, low, value), delays(runs, other, value)),
                      "s"));
            }
          }
          return Claim.all(comparisons);
        });
  }

  /** Decoding alone, at 1000 tokens: the arithmetic that the study's figure shows. */
  private Question decoding() {
    Map<Series, double[]> published =
        Map.of(
            Pairs.GEMMA, new double[] {6.4516, 11.8465, 17.2414},
            Pairs.LLAMA2, new double[] {11.2360, 18.1180, 25.0},
            Pairs.LLAMA3, new double[] {13.3333, 22.2917, 31.25});
    double farthest =
        published.entrySet().stream()
            .flatMapToDouble(
                entry ->
                    IntStream.rangeClosed(0, 2)
                        .mapToDouble(
                            half ->
                                Math.abs(
                                    decodingSeconds(entry.getKey(), half / 2.0)
                                        - entry.getValue()[half])))
            .max()
            .orElseThrow();
    return new Question(
        List.of(),
        runs ->
            new Claim(
                "Decoding 1000 tokens takes 6.4516, 11.8465, 17.2414 s with Gemma and Gemini,"
                    + " 11.2360, 18.1180, 25 s with Llama2 and 13.3333, 22.2917, 31.25 s with the"
                    + " default pair, at shares 0, 0.5 and 1.",
                "equal to four decimals",
                "the farthest of the nine means, of the exact solution",
                Estimate.of(farthest),
                "s",
                0.5e-4 - farthest,
                0.5e-4 - farthest));
  }

  private double decodingSeconds(Series pair, double share) {
    Scenario scenario = study.sweep(List.of(pair), List.of()).scenario();
    double[] seconds =
        Arrays.stream(ServiceType.values())
            .map(type -> new Task(0, type, 1, 1000))
            .map(
                task ->
                    Situation.of(
                        task,
                        scenario.sizeClasses(),
                        scenario.analyticModel(),
                        scenario.backhaulSeconds()))
            .mapToDouble(situation -> situation.best().orElseThrow().delay().decodingSeconds())
            .toArray();
    return (1 - share) * seconds[0] + share * seconds[1];
  }

  private static List<Trial> trials(List<Curve> curves) {
    return curves.stream().flatMap(curve -> curve.trials().values().stream()).toList();
  }

  private static double[] delays(Runs runs, Curve curve, Double value) {
    return runs.late(curve.trials().get(value), Measure.DELAY, ALL, SweepChart.LATE);
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static String caption() {
    return "Mean over the second half of the run and over seeds, with its 95 % confidence interval;"
        + " solid, what in-context learning reaches while it still explores with epsilon = 0.05;"
        + " dotted, the exact solution.";
  }
}
