package io.nearfar.experiments.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.experiments.statistic.Estimate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The claims of the study, and those beyond it, in shorter runs than the figures' own. */
class ClaimsTest {

  private static final Study SHORT = new Study(400, 80);

  /** Deep Q-learning has not learned where break-evens lie in the shorter sweeps. */
  private static final Study TRAINED = new Study(400, Study.FULL.sweepSlots());

  private static final int SEEDS = 10;

  @TestFactory
  Stream<DynamicContainer> everyClaimHolds() {
    Runs runs = new Runs(SEEDS, Runtime.getRuntime().availableProcessors());
    return Stream.concat(
            Panels.of(SHORT).stream().filter(panel -> "gj".indexOf(panel.letter()) < 0),
            Stream.of(new TradeOffPanel(TRAINED).panel()))
        .map(
            panel ->
                DynamicContainer.dynamicContainer(
                    panel.letter() + " " + panel.title(), claims(panel, runs)));
  }

  /** The smallest of language models loses more than half of what can be lost. */
  @Test
  void aSmallLanguageModelDoesNotDecideAsWellAsTheReader() throws InterruptedException {
    Panel panel = new LanguageModelPanel(DecisionModel.SHIPPED, true).panel();
    Runs runs = new Runs(SEEDS, 2);
    runs.run(panel.trials());

    assertThat(panel.claims(runs))
        .hasSize(4)
        .allSatisfy(
            claim -> {
              assertThat(claim.verdict()).isEqualTo(Claim.Verdict.FAILED);
              Estimate number = claim.number();
              assertThat(number.mean() + number.halfWidth().orElseThrow()).isLessThan(-5);
            });
  }

  private static Stream<DynamicTest> claims(Panel panel, Runs runs) {
    List<Panel.Question> questions = panel.questions();
    return Stream.iterate(0, i -> i < questions.size(), i -> i + 1)
        .map(
            i ->
                DynamicTest.dynamicTest(
                    "question " + (i + 1),
                    () -> {
                      runs.run(questions.get(i).trials());
                      Claim claim = questions.get(i).answer().apply(runs);
                      assertThat(claim.slack())
                          .as("%s: %s, %s", claim.statement(), claim.numberText(), claim.subject())
                          .isPositive();
                    }));
  }
}
