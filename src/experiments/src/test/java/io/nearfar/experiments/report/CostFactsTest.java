package io.nearfar.experiments.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.model.policy.icl.DecisionCost;
import io.nearfar.model.policy.icl.Reply;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CostFactsTest {

  private static final DecisionCost COST =
      new DecisionCost(
          321,
          1284,
          2,
          1374,
          Map.of(Reply.Form.VALID, 1300L, Reply.Form.UNUSABLE, 74L),
          1370,
          2,
          183_793,
          1_088,
          12.5);

  @Test
  void saysCallsTokensSecondsAndCacheShare() {
    assertThat(CostFacts.of(COST))
        .containsExactly(
            new Fact("Decision calls", "1,374 calls, 1,370 with log-probabilities"),
            new Fact(
                "Decision replies", "1,300 valid, 0 decorated, 74 unusable; 2 without a decision"),
            new Fact("Decision tokens", "183,793 tokens of prompts, 1,088 of replies"),
            new Fact("Decision seconds", "12.50 s, all calls together"),
            new Fact("Decisions from the cache", "80.0 % of 1,605 decisions"),
            new Fact("Decisions left to the analytic model", "2 (0.1 %)"));
    assertThat(CostFacts.sentence(COST))
        .isEqualTo(
            "Deciding cost 1,374 calls, 1,370 with log-probabilities, replies: 1,300 valid,"
                + " 0 decorated, 74 unusable; 2 without a decision; 183,793 tokens of prompts, 1,088 of"
                + " replies; 12.50 s; from the cache: 80.0 % of 1,605 decisions; left to"
                + " the analytic model: 2 (0.1 %).");
    assertThat(CostFacts.tree(COST))
        .containsEntry("calls", 1374L)
        .containsEntry("cache_share", 0.8)
        .containsEntry("fallbacks", 2L)
        .containsEntry("fallback_share", 2 / 1605.0)
        .containsEntry("unusable_replies", 74L)
        .containsEntry("replies_without_a_decision", 2L)
        .containsEntry("prompt_tokens", 183_793L)
        .containsEntry("seconds", 12.5);
  }
}
