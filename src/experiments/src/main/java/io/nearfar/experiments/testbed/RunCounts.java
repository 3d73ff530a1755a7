package io.nearfar.experiments.testbed;

import java.util.concurrent.atomic.LongAdder;

/** Live counts of a run, for those who watch. */
final class RunCounts {

  private final LongAdder sent = new LongAdder();
  private final LongAdder answered = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder decided = new LongAdder();
  private final LongAdder offloaded = new LongAdder();

  void sent() {
    sent.increment();
  }

  void decided(String decision) {
    decided.increment();
    if (decision.equals("offload")) {
      offloaded.increment();
    }
  }

  void ended(boolean whole) {
    (whole ? answered : failed).increment();
  }

  long answeredCount() {
    return answered.sum();
  }

  long failedCount() {
    return failed.sum();
  }

  /** Answered or failed. */
  long endedCount() {
    return answered.sum() + failed.sum();
  }

  @Override
  public String toString() {
    long heads = decided.sum();
    String share = heads == 0 ? "-" : Math.round(100.0 * offloaded.sum() / heads) + " %";
    return answered.sum()
        + " answered, "
        + failed.sum()
        + " failed, "
        + Math.max(0, sent.sum() - endedCount())
        + " running, "
        + share
        + " offloaded";
  }
}
