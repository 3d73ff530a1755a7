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
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The answers of a decision model in tables.
 *
 * @param decider what it is called
 * @param answers all of the study
 * @param conditions how many conditions there are
 */
record ReplyTables(String decider, List<Answer> answers, int conditions) {

  private static final List<String> WORDING = List.of("layout", "keywords");

  /**
   * How replies are said, and what they cost: to whole prompts, and after them, in rows of their
   * own, to prompts of which a part is left out.
   */
  Table forms() {
    List<String> headings = new ArrayList<>(WORDING);
    headings.addAll(List.of("left out", "replies"));
    Arrays.stream(Reply.Form.values()).forEach(form -> headings.add(form.word()));
    headings.addAll(List.of("with log-prob.", "tokens", "mean s"));
    List<Table.Span> spans =
        List.of(
            new Table.Span("", WORDING.size() + 2),
            new Table.Span("of the replies, %", 4),
            new Table.Span("a call", 2));
    List<Table.Row> rows = new ArrayList<>();
    for (Wording wording : Wording.all()) {
      rows.add(formRow(wording, Optional.empty()));
    }
    for (Wording wording : Wording.all()) {
      for (PromptPart part : PromptPart.values()) {
        rows.add(formRow(wording, Optional.of(part)));
      }
    }
    return new Table("Replies of " + decider, spans, headings, WORDING.size() + 1, rows);
  }

  private Table.Row formRow(Wording wording, Optional<PromptPart> leftOut) {
    List<Answer> some =
        said(wording).stream().filter(a -> a.question().leftOut().equals(leftOut)).toList();
    return row(words(wording, leftOut.map(PromptPart::word).orElse("nothing")), formCells(some));
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

  /**
   * How many of the conditions that are decided are decided as the oracle does, by the number of
   * examples.
   */
  Table byExamples() {
    List<String> cases = new ArrayList<>();
    List<Predicate<Answer>> which = new ArrayList<>();
    for (int examples = 0; examples <= conditions; examples++) {
      cases.add(String.valueOf(examples));
      which.add(whole(examples));
    }
    return right("examples in the prompt", cases, which);
  }

  /** The same with all examples, by the part that is left out. */
  Table byPart() {
    List<String> cases = new ArrayList<>(List.of("nothing"));
    List<Predicate<Answer>> which = new ArrayList<>(List.of(whole(conditions)));
    for (PromptPart part : PromptPart.values()) {
      cases.add(part.word());
      which.add(answer -> answer.question().leftOut().equals(Optional.of(part)));
    }
    return right("part of the prompt left out", cases, which);
  }

  private static Predicate<Answer> whole(int examples) {
    return answer ->
        answer.question().leftOut().isEmpty() && answer.question().examples() == examples;
  }

  private Table right(String by, List<String> cases, List<Predicate<Answer>> which) {
    List<String> labels = new ArrayList<>(WORDING);
    labels.add("answer");
    List<Table.Row> rows = new ArrayList<>();
    for (Wording wording : Wording.all()) {
      List<Answer> some = said(wording);
      rows.add(row(words(wording, "as it is"), counts(some, which, Answer::decision)));
      if (some.stream().anyMatch(answer -> answer.calibrated().isPresent())) {
        rows.add(row(words(wording, "calibrated"), counts(some, which, Answer::calibrated)));
      }
    }
    List<Table.Span> spans =
        List.of(new Table.Span("", labels.size()), new Table.Span(by, cases.size()));
    return new Table(
        "Right / decided, of " + conditions + " conditions, by " + decider,
        spans,
        joined(labels, cases),
        labels.size(),
        rows);
  }

  private static List<String> counts(
      List<Answer> some,
      List<Predicate<Answer>> which,
      Function<Answer, Optional<Decision>> decision) {
    return which.stream()
        .map(of -> rightOfDecided(some.stream().filter(of).toList(), decision))
        .toList();
  }

  /** No decision is neither right nor wrong. */
  private static String rightOfDecided(
      List<Answer> some, Function<Answer, Optional<Decision>> decision) {
    long decided = some.stream().filter(answer -> decision.apply(answer).isPresent()).count();
    long right =
        some.stream()
            .filter(answer -> decision.apply(answer).equals(answer.question().right()))
            .count();
    return decided == 0 ? Numbers.ABSENT : right + "/" + decided;
  }

  /** What is decided about each condition by the number of examples, with log-odds if any. */
  Table decisions() {
    List<String> labels = new ArrayList<>(WORDING);
    labels.addAll(List.of("condition", "right"));
    List<String> cases = new ArrayList<>();
    for (int examples = 0; examples <= conditions; examples++) {
      cases.add(String.valueOf(examples));
    }
    List<Table.Row> rows = new ArrayList<>();
    for (Wording wording : Wording.all()) {
      List<Answer> some =
          said(wording).stream().filter(a -> a.question().leftOut().isEmpty()).toList();
      for (Answer first : some.subList(0, conditions)) {
        Condition condition = first.question().condition();
        Decision right = first.question().right().orElseThrow();
        rows.add(
            row(
                words(wording, condition.toString(), right.word()),
                some.stream()
                    .filter(answer -> answer.question().condition().equals(condition))
                    .map(ReplyTables::cell)
                    .toList()));
      }
    }
    List<Table.Span> spans =
        List.of(
            new Table.Span("", labels.size()),
            new Table.Span("examples in the prompt", cases.size()));
    return new Table("Decisions of " + decider, spans, joined(labels, cases), labels.size(), rows);
  }

  private static String cell(Answer answer) {
    String decision = answer.decision().map(Decision::word).orElse(Numbers.ABSENT);
    return answer
        .logOdds()
        .map(odds -> decision + String.format(Locale.ROOT, " %+.2f", odds))
        .orElse(decision);
  }

  private List<Answer> said(Wording wording) {
    return answers.stream().filter(answer -> answer.question().wording().equals(wording)).toList();
  }

  private static List<String> words(Wording wording, String... more) {
    return joined(List.of(wording.layout().word(), wording.vocabulary().word()), List.of(more));
  }

  private static Table.Row row(List<String> labels, List<String> cells) {
    return new Table.Row(false, joined(labels, cells));
  }

  private static List<String> joined(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private static String percent(List<Answer> some, Predicate<Answer> of) {
    return Numbers.fixed(100.0 * some.stream().filter(of).count() / some.size(), 1);
  }
}
