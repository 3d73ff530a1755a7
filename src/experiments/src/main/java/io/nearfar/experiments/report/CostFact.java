package io.nearfar.experiments.report;

import io.nearfar.model.policy.icl.DecisionCost;
import io.nearfar.model.policy.icl.Reply;
import java.util.LinkedHashMap;
import java.util.Map;

/** What deciding has cost, as a fact of a run. */
final class CostFact {

  private static final String NAME = "Decision cost";

  private CostFact() {}

  static Fact of(DecisionCost cost) {
    return new Fact(NAME, sentence(cost));
  }

  /** The same in one line of text. */
  static String line(DecisionCost cost) {
    return NAME + ": " + sentence(cost) + ".";
  }

  private static String sentence(DecisionCost cost) {
    return Numbers.count(cost.calls(), "call")
        + " of the decision model ("
        + Numbers.count(cost.scoredReplies())
        + " with log-probabilities; replies: "
        + Numbers.count(cost.replies().get(Reply.Form.VALID))
        + " valid, "
        + Numbers.count(cost.replies().get(Reply.Form.DECORATED))
        + " decorated, "
        + Numbers.count(cost.replies().get(Reply.Form.UNUSABLE))
        + " unusable), "
        + Numbers.count(cost.promptTokens())
        + " + "
        + Numbers.count(cost.replyTokens())
        + " tokens, "
        + Numbers.of(cost.seconds())
        + " s; "
        + Numbers.fixed(100 * cost.cacheShare(), 1)
        + " % of "
        + Numbers.count(cost.questions() + cost.cacheHits(), "decision")
        + " from the cache";
  }

  /** The same for {@code summary.json}. */
  static Map<String, Object> tree(DecisionCost cost) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("calls", cost.calls());
    tree.put("questions", cost.questions());
    tree.put("cache_hits", cost.cacheHits());
    tree.put("cache_share", cost.cacheShare());
    tree.put("scored_replies", cost.scoredReplies());
    cost.replies().forEach((form, count) -> tree.put(form.word() + "_replies", count));
    tree.put("replies_without_a_decision", cost.unusableReplies());
    tree.put("prompt_tokens", cost.promptTokens());
    tree.put("reply_tokens", cost.replyTokens());
    tree.put("seconds", cost.seconds());
    return tree;
  }
}
