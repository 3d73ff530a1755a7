package io.nearfar.experiments.report;

import io.nearfar.model.policy.icl.DecisionCost;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What deciding has cost, as facts of a run. */
final class CostFacts {

  private CostFacts() {}

  static List<Fact> of(DecisionCost cost) {
    return List.of(
        new Fact("Decision calls", calls(cost)),
        new Fact("Decision replies", replies(cost)),
        new Fact("Decision tokens", tokens(cost)),
        new Fact("Decision seconds", Numbers.of(cost.seconds()) + " s, all calls together"),
        new Fact("Decisions from the cache", cached(cost)),
        new Fact("Decisions left to the analytic model", leftOver(cost)));
  }

  /** The same as a sentence. */
  static String sentence(DecisionCost cost) {
    return "Deciding cost "
        + calls(cost)
        + ", replies: "
        + replies(cost)
        + "; "
        + tokens(cost)
        + "; "
        + Numbers.of(cost.seconds())
        + " s; from the cache: "
        + cached(cost)
        + "; left to the analytic model: "
        + leftOver(cost)
        + ".";
  }

  private static String calls(DecisionCost cost) {
    return Numbers.count(cost.calls(), "call")
        + ", "
        + Numbers.count(cost.scoredReplies())
        + " with log-probabilities";
  }

  private static String replies(DecisionCost cost) {
    return cost.replies().entrySet().stream()
            .map(entry -> Numbers.count(entry.getValue()) + " " + entry.getKey())
            .collect(Collectors.joining(", "))
        + "; "
        + Numbers.count(cost.unusableReplies())
        + " without a decision";
  }

  private static String tokens(DecisionCost cost) {
    return Numbers.count(cost.promptTokens())
        + " tokens of prompts, "
        + Numbers.count(cost.replyTokens())
        + " of replies";
  }

  private static String cached(DecisionCost cost) {
    return Numbers.fixed(100 * cost.cacheShare(), 1)
        + " % of "
        + Numbers.count(cost.decisions(), "decision");
  }

  /** The number too: a share of few rounds to nothing. */
  private static String leftOver(DecisionCost cost) {
    return Numbers.count(cost.fallbacks())
        + " ("
        + Numbers.fixed(100 * cost.fallbackShare(), 1)
        + " %)";
  }

  /** The same for {@code summary.json}. */
  static Map<String, Object> tree(DecisionCost cost) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("calls", cost.calls());
    tree.put("questions", cost.questions());
    tree.put("cache_hits", cost.cacheHits());
    tree.put("cache_share", cost.cacheShare());
    tree.put("fallbacks", cost.fallbacks());
    tree.put("fallback_share", cost.fallbackShare());
    tree.put("scored_replies", cost.scoredReplies());
    cost.replies().forEach((form, count) -> tree.put(form.word() + "_replies", count));
    tree.put("replies_without_a_decision", cost.unusableReplies());
    tree.put("prompt_tokens", cost.promptTokens());
    tree.put("reply_tokens", cost.replyTokens());
    tree.put("seconds", cost.seconds());
    return tree;
  }
}
