package io.nearfar.experiments.figure;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.nearfar.experiments.report.Numbers;
import io.nearfar.experiments.report.Table;
import io.nearfar.experiments.result.CsvTable;
import io.nearfar.model.policy.icl.DecisionCost;
import io.nearfar.model.policy.icl.Reply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What deciding costs each decider of a panel, and how its decision model says its replies.
 *
 * @param deciders the runs by series
 */
record CostTable(Map<String, Trial> deciders) {

  /** How to read it. */
  static final String EXPLANATION =
      "All seeds together. Decisions: those that exploration did not take; cache: those"
          + " of them that needed no call, since condition and examples had been asked about;"
          + " fallback: those that the analytic model took, since the decision model gave none, which"
          + " say nothing of the decision model."
          + " Calls, with those about content-free conditions, their tokens where the model tells,"
          + " and their seconds, as they were when they were recorded. Replies as text: valid, the"
          + " one word; decorated, one decision inside more words; unusable, none or both;"
          + " scored, with log-probabilities, by which an unusable text is a decision too. Deep Q-learning and the exact"
          + " solution ask no model.";

  private static final CsvTable<Row> CSV = new CsvTable<>(Row.class);
  private static final List<Table.Span> SPANS =
      List.of(
          new Table.Span("", 1),
          new Table.Span("", 2),
          new Table.Span("decisions", 3),
          new Table.Span("calls", 2),
          new Table.Span("tokens", 2),
          new Table.Span("of the replies, %", 4));
  private static final List<String> HEADINGS =
      List.of(
          "decider",
          "seeds",
          "tasks",
          "number",
          "cache %",
          "fallback %",
          "number",
          "seconds",
          "prompts",
          "replies",
          "valid",
          "decorated",
          "unusable",
          "scored");

  /**
   * A row of the CSV; what has no meaning without a decision model is empty without one.
   *
   * @param decider the series
   * @param seeds runs
   * @param tasks tasks of all runs
   * @param decisions decisions that exploration did not take
   * @param cacheShare share of the decisions that needed no call, in [0, 1]
   * @param fallbackShare share of the decisions that the analytic model took, in [0, 1]
   * @param calls calls of the decision model
   * @param promptTokens tokens of the prompts, 0 where the model does not tell
   * @param replyTokens tokens of the replies, 0 where the model does not tell
   * @param seconds of all calls together
   * @param validShare share of the replies that are the bare word, in [0, 1]
   * @param decoratedShare share of the replies with one decision inside more words
   * @param unusableShare share of the replies with none or both
   * @param scoredShare share of the replies with log-probabilities
   */
  @JsonPropertyOrder({
    "decider",
    "seeds",
    "tasks",
    "decisions",
    "cacheShare",
    "fallbackShare",
    "calls",
    "promptTokens",
    "replyTokens",
    "seconds",
    "validShare",
    "decoratedShare",
    "unusableShare",
    "scoredShare"
  })
  record Row(
      String decider,
      int seeds,
      long tasks,
      Optional<Long> decisions,
      Optional<Double> cacheShare,
      Optional<Double> fallbackShare,
      Optional<Long> calls,
      Optional<Long> promptTokens,
      Optional<Long> replyTokens,
      Optional<Double> seconds,
      Optional<Double> validShare,
      Optional<Double> decoratedShare,
      Optional<Double> unusableShare,
      Optional<Double> scoredShare) {

    static Row of(String decider, List<Course> courses) {
      Optional<DecisionCost> cost =
          courses.stream().flatMap(course -> course.cost().stream()).reduce(DecisionCost::plus);
      return new Row(
          decider,
          courses.size(),
          courses.stream().mapToLong(Course::tasks).sum(),
          cost.map(DecisionCost::decisions),
          cost.map(DecisionCost::cacheShare),
          cost.map(DecisionCost::fallbackShare),
          cost.map(DecisionCost::calls),
          cost.map(DecisionCost::promptTokens),
          cost.map(DecisionCost::replyTokens),
          cost.map(DecisionCost::seconds),
          share(cost, c -> c.replies().get(Reply.Form.VALID)),
          share(cost, c -> c.replies().get(Reply.Form.DECORATED)),
          share(cost, c -> c.replies().get(Reply.Form.UNUSABLE)),
          share(cost, DecisionCost::scoredReplies));
    }

    private static Optional<Double> share(
        Optional<DecisionCost> cost, Function<DecisionCost, Long> part) {
      return cost.flatMap(
          c -> {
            long replies = c.replies().values().stream().mapToLong(Long::longValue).sum();
            return replies == 0 ? Optional.empty() : Optional.of((double) part.apply(c) / replies);
          });
    }
  }

  /** A row a decider, over all its seeds. */
  List<Row> rows(Runs runs) {
    List<Row> rows = new ArrayList<>();
    deciders.forEach((name, trial) -> rows.add(Row.of(name, runs.of(trial))));
    return rows;
  }

  /** Writes the rows, replacing the file. */
  static void write(Path file, List<Row> rows) {
    CSV.write(file, rows, Function.identity());
  }

  /** Reads the rows in their order. */
  static List<Row> read(Path file) {
    return CSV.read(file, Function.identity());
  }

  /** The table of the rows. */
  static Table table(List<Row> rows) {
    return new Table(
        "What deciding costs", SPANS, HEADINGS, 1, rows.stream().map(CostTable::line).toList());
  }

  private static Table.Row line(Row row) {
    return new Table.Row(
        false,
        List.of(
            row.decider(),
            Numbers.count(row.seeds()),
            Numbers.count(row.tasks()),
            whole(row.decisions()),
            percent(row.cacheShare()),
            percent(row.fallbackShare()),
            whole(row.calls()),
            row.seconds().map(Numbers::of).orElse(Numbers.ABSENT),
            whole(row.promptTokens()),
            whole(row.replyTokens()),
            percent(row.validShare()),
            percent(row.decoratedShare()),
            percent(row.unusableShare()),
            percent(row.scoredShare())));
  }

  private static String whole(Optional<Long> value) {
    return value.map(Numbers::count).orElse(Numbers.ABSENT);
  }

  private static String percent(Optional<Double> share) {
    return share.map(s -> Numbers.fixed(100 * s, 1)).orElse(Numbers.ABSENT);
  }
}
