package io.nearfar.model.policy.icl;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what in-context decisions cost. */
public final class DecisionCosts {

  private final LongAdder questions = new LongAdder();
  private final LongAdder cacheHits = new LongAdder();
  private final LongAdder fallbacks = new LongAdder();
  private final LongAdder calls = new LongAdder();
  private final Map<Reply.Form, LongAdder> replies = new EnumMap<>(Reply.Form.class);
  private final LongAdder scoredReplies = new LongAdder();
  private final LongAdder unusableReplies = new LongAdder();
  private final LongAdder promptTokens = new LongAdder();
  private final LongAdder replyTokens = new LongAdder();

  /** Whole numbers: a sum of doubles would depend on the order of the threads. */
  private final LongAdder nanos = new LongAdder();

  DecisionCosts() {
    for (Reply.Form form : Reply.Form.values()) {
      replies.put(form, new LongAdder());
    }
  }

  void question() {
    questions.increment();
  }

  void cacheHit() {
    cacheHits.increment();
  }

  void fallback() {
    fallbacks.increment();
  }

  void call() {
    calls.increment();
  }

  void reply(Completion completion, Reply.Form form) {
    replies.get(form).increment();
    completion.scores().ifPresent(scores -> scoredReplies.increment());
    completion
        .usage()
        .ifPresent(
            usage -> {
              promptTokens.add(usage.promptTokens());
              replyTokens.add(usage.replyTokens());
            });
    nanos.add(Math.round(completion.seconds() * 1e9));
  }

  void unusableReply() {
    unusableReplies.increment();
  }

  /** Calls of the decision model, retries included. */
  public long calls() {
    return calls.sum();
  }

  /** Replies without a decision. */
  public long unusableReplies() {
    return unusableReplies.sum();
  }

  /** Decisions that needed no call. */
  public long cacheHits() {
    return cacheHits.sum();
  }

  /** Everything so far. */
  public DecisionCost soFar() {
    Map<Reply.Form, Long> forms = new EnumMap<>(Reply.Form.class);
    replies.forEach((form, count) -> forms.put(form, count.sum()));
    return new DecisionCost(
        questions.sum(),
        cacheHits.sum(),
        fallbacks.sum(),
        calls.sum(),
        forms,
        scoredReplies.sum(),
        unusableReplies.sum(),
        promptTokens.sum(),
        replyTokens.sum(),
        nanos.sum() / 1e9);
  }
}
