package io.nearfar.experiments.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.experiments.decider.Decider;
import io.nearfar.experiments.report.Table;
import io.nearfar.model.policy.icl.Completion;
import io.nearfar.model.policy.icl.ExampleVoteReader;
import io.nearfar.model.policy.icl.LanguageModel;
import io.nearfar.model.policy.icl.Prompt;
import io.nearfar.model.policy.icl.PromptLayout;
import io.nearfar.model.policy.icl.PromptPart;
import io.nearfar.model.policy.icl.Reply;
import io.nearfar.model.policy.icl.Vocabulary;
import io.nearfar.model.scenario.ScenarioReader;
import io.nearfar.model.task.Decision;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ReplyStudyTest {

  private static final ReplyStudy STUDY = new ReplyStudy(ScenarioReader.shipped("study"));

  @Test
  void asksAboutEveryConditionInEveryWording() {
    List<Question> questions = STUDY.questions();

    // 4 wordings, 0 to 6 examples and 5 parts left out, 6 conditions and the content-free one.
    assertThat(questions).hasSize(4 * (7 + 5) * 7).doesNotHaveDuplicates();
    assertThat(questions)
        .filteredOn(question -> question.leftOut().isPresent())
        .allSatisfy(question -> assertThat(question.examples()).isEqualTo(6));
    assertThat(questions.subList(0, 7))
        .extracting(question -> question.condition().toString())
        .containsExactly(
            "N/A, N/A",
            "small, regular",
            "small, quality-preferred",
            "middle, regular",
            "middle, quality-preferred",
            "large, regular",
            "large, quality-preferred");
    assertThat(questions.subList(1, 7))
        .extracting(question -> question.right().orElseThrow())
        .containsExactly(
            Decision.LOCAL,
            Decision.OFFLOAD,
            Decision.LOCAL,
            Decision.OFFLOAD,
            Decision.LOCAL,
            Decision.OFFLOAD);
  }

  @Test
  void theExamplesAreTheOraclesDecisionsInAFixedOrder() {
    Question question =
        STUDY.questions().stream().filter(q -> q.examples() == 2).findFirst().orElseThrow();

    // Reward at 550 tokens (549.5 rounded): 40 - (0.23 + 550/75), and 40 - (0.42 + 550/32 + 0.1).
    assertThat(STUDY.prompt(question).text())
        .contains(
            "\n1. condition: small, regular | decision: local | reward: 32.44 | evaluation: good\n"
                + "2. condition: small, quality-preferred | decision: offload | reward: 22.29"
                + " | evaluation: good\n\nPresent task:\ncondition: N/A, N/A\n");
  }

  @Test
  void theReaderCopiesWhatItWasShownAndIsUnusableWithoutACondition() {
    ReplyTables tables = new ReplyTables("reader", STUDY.run(new ExampleVoteReader()), 6);

    assertThat(tables.byExamples().rows()).as("none is calibrated").hasSize(4);
    for (int row = 0; row < 4; row++) {
      List<String> cells = row(tables.byExamples(), row);
      assertThat(cells.get(2)).isEqualTo("as it is");
      assertThat(cells.get(3)).as("without examples: always local").isEqualTo("3/6");
      assertThat(cells.get(9)).as("with all").isEqualTo("6/6");
      // Nothing, goal, definition, examples, condition, rule.
      assertThat(row(tables.byPart(), row).subList(3, 9))
          .containsExactly("6/6", "6/6", "6/6", "3/6", "-", "6/6");
      // Whole prompts: 7 numbers of examples, 6 conditions.
      assertThat(row(tables.forms(), row).subList(2, 8))
          .containsExactly("nothing", "42", "100.0", "0.0", "0.0", "0.0");
      // After the four whole wordings, five parts of each; the fourth is the condition.
      assertThat(row(tables.forms(), 4 + 5 * row + 3).subList(2, 8))
          .containsExactly("condition", "6", "0.0", "0.0", "100.0", "0.0");
      assertThat(row(tables.forms(), 4 + 5 * row + 4).subList(2, 8))
          .containsExactly("rule", "6", "100.0", "0.0", "0.0", "0.0");
    }
    assertThat(tables.forms().rows()).hasSize(4 + 4 * 5);
  }

  @Test
  void calibrationTakesAwayWhatTheModelPrefersAnyway() {
    // Prefers offload always, and less so for regular tasks.
    LanguageModel biased =
        model(prompt -> scored(prompt.text().contains("N/A") ? 2 : regular(prompt) ? 1 : 3));
    List<Answer> answers = STUDY.run(biased);

    assertThat(answers).hasSize(4 * 12 * 6);
    assertThat(answers)
        .allSatisfy(answer -> assertThat(answer.decision()).contains(Decision.OFFLOAD));
    assertThat(answers)
        .filteredOn(answer -> answer.question().leftOut().isEmpty())
        .allSatisfy(answer -> assertThat(answer.calibrated()).isEqualTo(answer.question().right()));
    ReplyTables tables = new ReplyTables("biased", answers, 6);
    assertThat(row(tables.byExamples(), 0))
        .containsExactly(
            "single", "service", "as it is", "3/6", "3/6", "3/6", "3/6", "3/6", "3/6", "3/6");
    assertThat(row(tables.byExamples(), 7))
        .containsExactly(
            "turns", "quality", "calibrated", "6/6", "6/6", "6/6", "6/6", "6/6", "6/6", "6/6");
    assertThat(tables.decisions().rows()).hasSize(4 * 6);
    assertThat(tables.decisions().rows().get(0).cells())
        .startsWith("single", "service", "small, regular", "local", "offload +1.00");
  }

  @Test
  void whatIsNotDecidedIsNotWrong() {
    LanguageModel shy =
        model(prompt -> regular(prompt) ? Completion.of("local") : Completion.of("hm"));
    ReplyTables tables = new ReplyTables("shy", STUDY.run(shy), 6);
    LanguageModel mute = model(prompt -> Completion.of("hm"));

    assertThat(row(tables.byExamples(), 0).subList(3, 10)).containsOnly("3/3");
    assertThat(tables.byExamples().title()).isEqualTo("Right / decided, of 6 conditions, by shy");
    assertThat(row(new ReplyTables("mute", STUDY.run(mute), 6).byExamples(), 0).subList(3, 10))
        .containsOnly("-");
  }

  @Test
  void theSmallModelThatShipsCopiesTheFormOfATurnAndNotItsDecision() {
    try (Decider decider = Decider.shipped("smollm2-135m")) {
      ReplyTables tables = new ReplyTables(decider.name(), STUDY.run(decider), 6);

      // One message: never the bare word. Turns: always, unless the prompt shows none (6 of 42).
      assertThat(row(tables.forms(), 0).subList(2, 8))
          .containsExactly("nothing", "42", "0.0", "61.9", "38.1", "100.0");
      assertThat(row(tables.forms(), 2).subList(2, 8))
          .containsExactly("nothing", "42", "85.7", "0.0", "14.3", "100.0");
      // As it is it says the same whatever the condition, with none to all of them in the prompt.
      for (List<String> row : tables.byExamples().rows().stream().map(Table.Row::cells).toList()) {
        if (row.get(2).equals("as it is")) {
          assertThat(row.subList(3, 10)).containsOnly("3/6");
        }
      }
    }
  }

  @Test
  void aRowHasEverythingThatIsKnown() {
    Wording wording = new Wording(PromptLayout.TURNS, Vocabulary.QUALITY);
    Question question =
        STUDY.questions().stream()
            .filter(q -> q.wording().equals(wording) && q.right().isPresent())
            .filter(q -> q.leftOut().equals(Optional.of(PromptPart.RULE)))
            .findFirst()
            .orElseThrow();
    Answer answer =
        new Answer(
            question,
            new Completion(
                "I say offload",
                Optional.of(new Completion.Scores(-2, -1)),
                Optional.of(new Completion.Usage(400, 5)),
                0.5),
            Optional.of(new Completion.Scores(-1, -1.5)));

    assertThat(AnswerRow.of("m", answer))
        .isEqualTo(
            new AnswerRow(
                "m",
                "turns",
                "quality",
                Optional.of("rule"),
                6,
                "small, regular",
                "local",
                Reply.Form.DECORATED.word(),
                Optional.of("offload"),
                Optional.of(1.0),
                Optional.of("offload"),
                Optional.of(1.5),
                Optional.of(400),
                Optional.of(5),
                0.5,
                "I say offload"));
  }

  @Test
  void whatIsNotKnownIsEmptyAndNeverInfinite() {
    Question question = STUDY.questions().get(1);
    Completion.Scores both = new Completion.Scores(-1, -2);
    Completion.Scores one = new Completion.Scores(-1, -3, Optional.of(Decision.OFFLOAD));

    for (Completion.Scores[] pair :
        new Completion.Scores[][] {{one, one}, {one, both}, {both, one}}) {
      Answer answer =
          new Answer(
              question,
              new Completion("local", Optional.of(pair[0]), Optional.empty(), 0),
              Optional.of(pair[1]));
      AnswerRow row = AnswerRow.of("m", answer);
      assertThat(row.decision()).contains("local");
      assertThat(row.logOdds())
          .isEqualTo(pair[0].equals(both) ? Optional.of(-1.0) : Optional.empty());
      assertThat(row.calibratedLogOdds()).isEmpty();
    }
  }

  private static List<String> row(Table table, int row) {
    return table.rows().get(row).cells();
  }

  private static boolean regular(Prompt prompt) {
    String text = prompt.text();
    String condition = text.substring(text.lastIndexOf("condition: "));
    return condition.matches("(?s)condition: \\w+, (regular|low-quality)\\b.*");
  }

  /** Log-odds of offload. */
  private static Completion scored(double logOdds) {
    return new Completion(
        "offload", Optional.of(new Completion.Scores(-5 - logOdds, -5)), Optional.empty(), 0);
  }

  private static LanguageModel model(Function<Prompt, Completion> replies) {
    return new LanguageModel() {
      @Override
      public String name() {
        return "scripted";
      }

      @Override
      public CompletionStage<Completion> complete(Prompt prompt) {
        return CompletableFuture.completedFuture(replies.apply(prompt));
      }
    };
  }
}
