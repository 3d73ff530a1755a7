package io.nearfar.model.policy.icl;

import java.util.concurrent.atomic.LongAdder;

/** Counts of what in-context decisions cost. */
public final class DecisionCosts {

  private final LongAdder calls = new LongAdder();
  private final LongAdder unusableReplies = new LongAdder();
  private final LongAdder cacheHits = new LongAdder();

  void call() {
    calls.increment();
  }

  void unusableReply() {
    unusableReplies.increment();
  }

  void cacheHit() {
    cacheHits.increment();
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
}
