package io.nearfar.model.policy.icl;

import io.nearfar.model.Check;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What in-context decisions have cost.
 *
 * @param questions decisions that the model was asked about
 * @param cacheHits decisions that needed no call
 * @param fallbacks those of all of them that the analytic model took, since this one did not
 * @param calls calls of the decision model: retries and content-free conditions too
 * @param replies the replies by how they say their decision; every form has a count
 * @param scoredReplies replies with log-probabilities of an answer
 * @param unusableReplies replies without a decision, neither by scores nor as read
 * @param promptTokens tokens of the prompts, where the model tells
 * @param replyTokens tokens of the replies, where the model tells
 * @param seconds how long the calls took together; those of a recording took it when recorded
 */
public record DecisionCost(
    long questions,
    long cacheHits,
    long fallbacks,
    long calls,
    Map<Reply.Form, Long> replies,
    long scoredReplies,
    long unusableReplies,
    long promptTokens,
    long replyTokens,
    double seconds) {

  public DecisionCost {
    Check.nonNegative("seconds", seconds);
    Map<Reply.Form, Long> counts = new EnumMap<>(Reply.Form.class);
    for (Reply.Form form : Reply.Form.values()) {
      counts.put(form, replies == null ? 0L : replies.getOrDefault(form, 0L));
    }
    replies = Collections.unmodifiableMap(counts);
  }

  /** Nothing yet. */
  public static DecisionCost none() {
    return new DecisionCost(0, 0, 0, 0, Map.of(), 0, 0, 0, 0, 0);
  }

  /** The cost of both. */
  public DecisionCost plus(DecisionCost other) {
    Map<Reply.Form, Long> sums = new EnumMap<>(replies);
    other.replies.forEach((form, count) -> sums.merge(form, count, Long::sum));
    return new DecisionCost(
        questions + other.questions,
        cacheHits + other.cacheHits,
        fallbacks + other.fallbacks,
        calls + other.calls,
        sums,
        scoredReplies + other.scoredReplies,
        unusableReplies + other.unusableReplies,
        promptTokens + other.promptTokens,
        replyTokens + other.replyTokens,
        seconds + other.seconds);
  }

  /** Decisions that exploration did not take. */
  public long decisions() {
    return questions + cacheHits;
  }

  /** The share of decisions that needed no call, in [0, 1]; 0 before the first. */
  public double cacheShare() {
    return shareOfDecisions(cacheHits);
  }

  /** The share of decisions that the analytic model took, in [0, 1]; 0 before the first. */
  public double fallbackShare() {
    return shareOfDecisions(fallbacks);
  }

  private double shareOfDecisions(long part) {
    return decisions() == 0 ? 0 : (double) part / decisions();
  }
}
