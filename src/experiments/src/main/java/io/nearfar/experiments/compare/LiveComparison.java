package io.nearfar.experiments.compare;

import io.nearfar.experiments.report.Numbers;
import io.nearfar.experiments.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Live runs set against the first of them, task by task.
 *
 * @param first what the others are set against
 * @param others at least one
 * @param names a short name for each, the first one's first
 * @param pairs for each of the others, the tasks that it shares with the first
 * @param rows metric by metric, for each of the others
 */
record LiveComparison(
    LiveRun first,
    List<LiveRun> others,
    List<String> names,
    List<TaskPairs> pairs,
    List<LiveRow> rows) {

  /**
   * Compares runs.
   *
   * @param runs at least two
   * @throws io.nearfar.experiments.Failure when they were not sent the same tasks
   */
  static LiveComparison of(List<LiveRun> runs) {
    LiveRun first = runs.get(0);
    List<LiveRun> others = runs.subList(1, runs.size());
    others.forEach(first::requireSameTasks);
    List<TaskPairs> pairs = others.stream().map(other -> TaskPairs.of(first, other)).toList();
    List<String> names = RunComparison.names(runs.stream().map(LiveRun::path).toList());
    List<LiveRow> rows = new ArrayList<>();
    for (LiveMetric metric : LiveMetric.values()) {
      List<LiveRow> ofMetric = new ArrayList<>();
      for (int i = 0; i < others.size(); i++) {
        LiveRow.of(metric, names.get(0), names.get(i + 1), pairs.get(i).list())
            .ifPresent(ofMetric::add);
      }
      rows.addAll(judged(ofMetric));
    }
    return new LiveComparison(first, others, names, pairs, rows);
  }

  private static List<LiveRow> judged(List<LiveRow> rows) {
    double[] p =
        rows.stream().flatMap(row -> row.p().stream().boxed()).mapToDouble(x -> x).toArray();
    double[] adjusted = Holm.adjusted(p);
    List<LiveRow> judged = new ArrayList<>();
    int next = 0;
    for (LiveRow row : rows) {
      judged.add(row.p().isPresent() ? row.judged(adjusted[next++]) : row);
    }
    return judged;
  }

  /** The comparison for people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Live runs, task by task, against " + names.get(0) + ":");
    for (int i = 0; i < others.size(); i++) {
      lines.add(
          "  "
              + names.get(i + 1)
              + first.differences(others.get(i))
              + "; "
              + pairs.get(i).list().size()
              + " tasks in both"
              + (pairs.get(i).unpaired() == 0
                  ? ""
                  : ", " + pairs.get(i).unpaired() + " in one of them only"));
    }
    lines.add("");
    lines.addAll(table().lines());
    lines.add("");
    unanswered().ifPresent(lines::add);
    lines.add(
        "The tasks of one run are not independent replications: those that follow each other share"
            + " pool, load and link.");
    batches()
        .ifPresent(
            count ->
                lines.add(
                    "So the intervals are over "
                        + count
                        + " batches of successive tasks (Student's t). What a whole run had in"
                        + " common they do not know; only more runs do."));
    if (rows.stream().anyMatch(row -> row.verdict().equals(LiveRow.TOO_FEW))) {
      lines.add(
          "Fewer than "
              + BatchMeans.FEWEST_TASKS
              + " tasks are too short a run for an interval; play the scenario for longer.");
    }
    List<LiveRun> runs = runs();
    for (int i = 0; i < runs.size(); i++) {
      RunComparison.fallbackNote(names.get(i), runs.get(i).fallbackShare()).ifPresent(lines::add);
    }
    if (others.size() > 1) {
      lines.add(
          "p is adjusted for "
              + others.size()
              + " comparisons of each metric (Holm); the intervals are not.");
    }
    return lines;
  }

  /** What a failed task counts for, where there are any. */
  private Optional<String> unanswered() {
    List<LiveRun> runs = runs();
    List<String> counts = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      long count = runs.get(i).tasks().stream().filter(task -> !LiveMetric.answered(task)).count();
      if (count > 0) {
        counts.add(count + " of " + names.get(i));
      }
    }
    return counts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Tasks without a whole answer ("
                + String.join(", ", counts)
                + ") are no success, and have neither delay nor reward: those are of the tasks that"
                + " both runs answered.");
  }

  /** All of them, in the order of their names. */
  private List<LiveRun> runs() {
    return Stream.concat(Stream.of(first), others.stream()).toList();
  }

  /** How many batches the intervals have, such as {@code 20} or {@code 4 to 20}. */
  private Optional<String> batches() {
    int[] counts =
        rows.stream()
            .filter(row -> row.p().isPresent())
            .mapToInt(LiveRow::batches)
            .sorted()
            .toArray();
    if (counts.length == 0) {
      return Optional.empty();
    }
    int most = counts[counts.length - 1];
    return Optional.of(counts[0] == most ? "" + most : counts[0] + " to " + most);
  }

  private Table table() {
    List<Table.Span> spans =
        List.of(
            new Table.Span("", 3),
            new Table.Span("mean", 2),
            new Table.Span("difference", 3),
            new Table.Span("", 2));
    List<String> headings =
        List.of(
            "metric", "run", "tasks", "first", "run", "mean", "95 % from", "to", "p", "verdict");
    return new Table(
        "Comparison", spans, headings, 2, rows.stream().map(LiveComparison::cells).toList());
  }

  private static Table.Row cells(LiveRow row) {
    return new Table.Row(
        false,
        List.of(
            row.metric().title(),
            row.otherRun(),
            Integer.toString(row.pairs()),
            Numbers.of(row.firstMean()),
            Numbers.of(row.otherMean()),
            Numbers.significant(row.difference(), 3),
            significant(row.low()),
            significant(row.high()),
            probability(row.pHolm()),
            row.verdict()));
  }

  private static String significant(OptionalDouble value) {
    return value.isPresent() ? Numbers.significant(value.getAsDouble(), 3) : Numbers.ABSENT;
  }

  private static String probability(OptionalDouble p) {
    if (p.isEmpty()) {
      return Numbers.ABSENT;
    }
    return p.getAsDouble() < 1e-4 ? "< 0.0001" : Numbers.of(p.getAsDouble());
  }
}
