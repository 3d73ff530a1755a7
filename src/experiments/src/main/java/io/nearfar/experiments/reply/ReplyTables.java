package io.nearfar.experiments.reply;

import io.nearfar.experiments.report.Numbers;
import io.nearfar.experiments.report.Table;
import io.nearfar.model.policy.icl.Completion;
import io.nearfar.model.policy.icl.PromptPart;
import io.nearfar.model.policy.icl.Reply;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The answers of the study in tables.
 *
 * @param answers by decider, in the order to be shown
 * @param conditions how many conditions there are
 */
record ReplyTables(Map<String, List<Answer>> answers, int conditions) {

  private static final List<String> WHO = List.of("decider", "layout", "keywords");

  /** How replies are said, and what they cost. */
  Table forms() {
    List<String> headings = new ArrayList<>(WHO);
    headings.add("replies");
    Arrays.stream(Reply.Form.values()).forEach(form -> headings.add(form.word()));
    headings.addAll(List.of("with log-prob.", "tokens", "mean s"));
    List<Table.Span> spans =
        List.of(
            new Table.Span("", WHO.size() + 1),
            new Table.Span("said %", 3),
            new Table.Span("", 1),
            new Table.Span("a call", 2));
    return new Table("Replies", spans, headings, WHO.size(), rows(this::formCells));
  }

  private List<String> formCells(List<Answer> some) {
    List<String> cells = new ArrayList<>(List.of(String.valueOf(some.size())));
    for (Reply.Form form : Reply.Form.values()) {
      cells.add(percent(some, answer -> answer.form() == form));
    }
    cells.add(percent(some, answer -> answer.completion().scores().isPresent()));
    double tokens =
        some.stream()
            .flatMap(answer -> answer.completion().usage().stream())
            .mapToInt(usage -> usage.promptTokens() + usage.replyTokens())
            .average()
            .orElse(0);
    double seconds =
        some.stream().map(Answer::completion).mapToDouble(Completion::seconds).average().orElse(0);
    cells.add(Numbers.of(tokens));
    cells.add(Numbers.of(seconds));
    return cells;
  }

  /** How many conditions are decided as the oracle does, by the number of examples. */
  Table byExamples() {
    List<String> headings = new ArrayList<>(WHO);
    for (int count = 0; count <= conditions; count++) {
      headings.add(String.valueOf(count));
    }
    return right(
        "Right decisions of " + conditions + ", by the number of examples",
        headings,
        headings.size() - WHO.size(),
        column ->
            answer ->
                answer.question().leftOut().isEmpty() && answer.question().examples() == column);
  }

  /** The same with all examples, by the part that is left out. */
  Table byPart() {
    List<PromptPart> parts = List.of(PromptPart.values());
    List<String> headings = new ArrayList<>(WHO);
    headings.add("nothing");
    parts.forEach(part -> headings.add(part.word()));
    return right(
        "Right decisions of " + conditions + ", by the part of the prompt that is left out",
        headings,
        headings.size() - WHO.size(),
        column ->
            answer ->
                answer.question().examples() == conditions
                    && answer
                        .question()
                        .leftOut()
                        .equals(
                            column == 0 ? Optional.empty() : Optional.of(parts.get(column - 1))));
  }

  /** Two columns a case where there are scores: as it is, and after contextual calibration. */
  private Table right(
      String title, List<String> cases, int columns, Function<Integer, Predicate<Answer>> of) {
    List<String> headings = new ArrayList<>(WHO);
    headings.addAll(cases.subList(WHO.size(), cases.size()));
    headings.addAll(cases.subList(WHO.size(), cases.size()));
    List<Table.Span> spans =
        List.of(
            new Table.Span("", WHO.size()),
            new Table.Span("as it is", columns),
            new Table.Span("calibrated", columns));
    return new Table(
        title,
        spans,
        headings,
        WHO.size(),
        rows(
            some -> {
              List<String> cells = new ArrayList<>();
              for (int column = 0; column < columns; column++) {
                cells.add(count(some, of.apply(column), Answer::decision));
              }
              boolean scored = some.stream().anyMatch(answer -> answer.calibrated().isPresent());
              for (int column = 0; column < columns; column++) {
                cells.add(
                    scored ? count(some, of.apply(column), Answer::calibrated) : Numbers.ABSENT);
              }
              return cells;
            }));
  }

  /** What is decided about each condition, with log-odds where there are, for one decider. */
  Table decisions(String decider) {
    List<String> labels = List.of("layout", "keywords", "condition", "right");
    List<String> headings = new ArrayList<>(labels);
    for (int count = 0; count <= conditions; count++) {
      headings.add(String.valueOf(count));
    }
    List<Table.Row> rows = new ArrayList<>();
    for (Wording wording : Wording.all()) {
      List<Answer> some = said(answers.get(decider), wording);
      for (Condition condition :
          some.stream().map(a -> a.question().condition()).distinct().toList()) {
        List<Answer> course =
            some.stream()
                .filter(answer -> answer.question().condition().equals(condition))
                .filter(answer -> answer.question().leftOut().isEmpty())
                .toList();
        List<String> cells =
            new ArrayList<>(
                List.of(
                    wording.layout().word(),
                    wording.vocabulary().word(),
                    condition.toString(),
                    course.get(0).question().right().map(Decision::word).orElseThrow()));
        course.forEach(answer -> cells.add(cell(answer)));
        rows.add(new Table.Row(false, cells));
      }
    }
    List<Table.Span> spans =
        List.of(
            new Table.Span("", labels.size()),
            new Table.Span("decision, by the number of examples", conditions + 1));
    return new Table(decider, spans, headings, labels.size(), rows);
  }

  private static String cell(Answer answer) {
    String decision = answer.decision().map(Decision::word).orElse(Numbers.ABSENT);
    return answer
        .logOdds()
        .map(
            odds ->
                decision
                    + (Double.isFinite(odds) ? String.format(Locale.ROOT, " %+.2f", odds) : ""))
        .orElse(decision);
  }

  private List<Table.Row> rows(Function<List<Answer>, List<String>> cells) {
    List<Table.Row> rows = new ArrayList<>();
    answers.forEach(
        (decider, all) -> {
          for (Wording wording : Wording.all()) {
            List<String> row =
                new ArrayList<>(
                    List.of(decider, wording.layout().word(), wording.vocabulary().word()));
            row.addAll(cells.apply(said(all, wording)));
            rows.add(new Table.Row(false, row));
          }
        });
    return rows;
  }

  private static List<Answer> said(List<Answer> all, Wording wording) {
    return all.stream().filter(answer -> answer.question().wording().equals(wording)).toList();
  }

  private static String count(
      List<Answer> some, Predicate<Answer> of, Function<Answer, Optional<Decision>> decision) {
    return String.valueOf(
        some.stream()
            .filter(of)
            .filter(answer -> decision.apply(answer).equals(answer.question().right()))
            .count());
  }

  private static String percent(List<Answer> some, Predicate<Answer> of) {
    return Numbers.fixed(100.0 * some.stream().filter(of).count() / some.size(), 1);
  }
}
