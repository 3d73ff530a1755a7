package io.nearfar.experiments.compare;

import io.nearfar.experiments.report.Numbers;
import io.nearfar.experiments.report.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs set against the first of them.
 *
 * @param first what the others are set against
 * @param others at least one
 * @param names a short name for each, the first one's first
 * @param rows metric by metric, for each of the others
 */
record RunComparison(
    ComparedRun first, List<ComparedRun> others, List<String> names, List<ComparisonRow> rows) {

  /**
   * Compares runs.
   *
   * @param runs at least two
   * @throws io.nearfar.experiments.Failure when they did not serve the same tasks
   */
  static RunComparison of(List<ComparedRun> runs) {
    ComparedRun first = runs.get(0);
    List<ComparedRun> others = runs.subList(1, runs.size());
    others.forEach(first::requireSameTasks);
    List<String> names = names(runs.stream().map(ComparedRun::path).toList());
    List<ComparisonRow> rows = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      // The same tasks: what one of the runs has none of, all have none of.
      if (first.has(metric)) {
        List<PairedDifference> pairs =
            others.stream()
                .map(other -> PairedDifference.of(first.values(metric), other.values(metric)))
                .toList();
        double[] p = Holm.adjusted(pairs.stream().mapToDouble(PairedDifference::p).toArray());
        for (int i = 0; i < pairs.size(); i++) {
          rows.add(ComparisonRow.of(metric, names.get(0), names.get(i + 1), pairs.get(i), p[i]));
        }
      }
    }
    return new RunComparison(first, others, names, rows);
  }

  /** The last part of each path, or, where two share one, the whole paths. */
  static List<String> names(List<Path> paths) {
    List<String> last =
        paths.stream().map(p -> p.toAbsolutePath().normalize().getFileName().toString()).toList();
    Set<String> distinct = new LinkedHashSet<>(last);
    return distinct.size() == paths.size() ? last : paths.stream().map(Path::toString).toList();
  }

  /** The comparison for people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(first.seeds() + ", pair by pair, against " + names.get(0) + ":");
    for (int i = 0; i < others.size(); i++) {
      lines.add("  " + names.get(i + 1) + differences(others.get(i)));
    }
    lines.add("");
    lines.addAll(table().lines());
    lines.add("");
    rows.forEach(row -> lines.add(sentence(row)));
    if (others.size() > 1) {
      lines.add(
          "p is adjusted for "
              + others.size()
              + " comparisons of each metric (Holm); the intervals are not.");
    }
    for (int i = 0; i < names.size(); i++) {
      ComparedRun run = i == 0 ? first : others.get(i - 1);
      fallbackNote(names.get(i), run.fallbackShare()).ifPresent(lines::add);
    }
    if (others.stream().anyMatch(this::hasOtherReward)) {
      lines.add(
          "The rewards, and with them the regrets, differ in their terms (reward, quality): compare"
              + " delay and success.");
    }
    for (int i = 0; i < others.size(); i++) {
      List<String> terms = first.otherTerms(others.get(i));
      if (!terms.isEmpty()) {
        lines.add(
            "The regret of "
                + names.get(i + 1)
                + " is against another oracle than that of "
                + names.get(0)
                + ", since they differ in "
                + String.join(", ", terms)
                + ": compare delay, success and reward.");
      }
    }
    return lines;
  }

  /** Says that a run is in part not what its decision model made of it. */
  static Optional<String> fallbackNote(String name, double share) {
    if (share == 0) {
      return Optional.empty();
    }
    return Optional.of(
        "In "
            + name
            + " the analytic model took "
            + Numbers.significant(100 * share, 3)
            + " % of the decisions in place of the decision model: of its policy they say nothing.");
  }

  private String differences(ComparedRun other) {
    List<String> differences = new ArrayList<>();
    first.differences(other).forEach(difference -> differences.add(difference.phrase()));
    if (first.asksAnotherModel(other)) {
      differences.add(
          "decision model " + other.decisionModel() + " instead of " + first.decisionModel());
    }
    return differences.isEmpty() ? " is the same scenario" : ": " + String.join(", ", differences);
  }

  private boolean hasOtherReward(ComparedRun other) {
    return !first.scenario().reward().equals(other.scenario().reward())
        || !first.scenario().quality().equals(other.scenario().quality());
  }

  private Table table() {
    List<Table.Span> spans =
        List.of(
            new Table.Span("", 2),
            new Table.Span("mean", 2),
            new Table.Span("difference", 3),
            new Table.Span("", 2));
    List<String> headings =
        List.of("metric", "run", "first", "run", "mean", "95 % from", "to", "p", "verdict");
    return new Table(
        "Comparison", spans, headings, 2, rows.stream().map(RunComparison::cells).toList());
  }

  private static Table.Row cells(ComparisonRow row) {
    return new Table.Row(
        false,
        List.of(
            title(row),
            row.otherRun(),
            Numbers.of(row.firstMean()),
            Numbers.of(row.otherMean()),
            Numbers.significant(row.difference(), 3),
            Numbers.significant(row.low(), 3),
            Numbers.significant(row.high(), 3),
            row.pHolm() < 1e-4 ? "< 0.0001" : Numbers.of(row.pHolm()),
            row.verdict()));
  }

  private static String sentence(ComparisonRow row) {
    String metric = title(row) + ": ";
    return switch (row.verdict()) {
      case "same" -> metric + row.otherRun() + " and " + row.firstRun() + " are the same.";
      case "noise" ->
          metric
              + "no difference between "
              + row.otherRun()
              + " and "
              + row.firstRun()
              + " that could not be noise.";
      default -> metric + row.otherRun() + " is " + row.verdict() + " than " + row.firstRun() + ".";
    };
  }

  private static String title(ComparisonRow row) {
    return Arrays.stream(Metric.values())
        .filter(metric -> metric.measure().column().equals(row.measure()))
        .map(Metric::title)
        .findFirst()
        .orElseThrow();
  }
}
