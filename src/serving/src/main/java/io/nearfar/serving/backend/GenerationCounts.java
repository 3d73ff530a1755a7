package io.nearfar.serving.backend;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** How many generations a backend runs, and how they ended. For use by all event loops. */
public final class GenerationCounts {

  /** How a generation ended. */
  public enum Ending {
    /** After its last token. */
    COMPLETED,
    /** Nobody wanted it any more. */
    CANCELLED,
    /** It broke off, or its listener threw. */
    FAILED
  }

  private final AtomicInteger running = new AtomicInteger();
  private final LongAdder completed = new LongAdder();
  private final LongAdder cancelled = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder rejected = new LongAdder();

  /**
   * A generation begins.
   *
   * @param model who is to generate, for the message
   * @throws BackendSaturatedException when {@code maxRunning} run already
   */
  public void begin(String model, int maxRunning) throws BackendSaturatedException {
    if (running.incrementAndGet() > maxRunning) {
      running.decrementAndGet();
      rejected.increment();
      throw new BackendSaturatedException(model, maxRunning);
    }
  }

  /** A generation that had begun has ended. */
  public void ended(Ending ending) {
    running.decrementAndGet();
    switch (ending) {
      case COMPLETED -> completed.increment();
      case CANCELLED -> cancelled.increment();
      case FAILED -> failed.increment();
    }
  }

  /** Generations running or waiting in line now. */
  public int running() {
    return running.get();
  }

  /** Generations that reached their last token, since the start. */
  public long completed() {
    return completed.sum();
  }

  /** Generations cancelled, since the start. */
  public long cancelled() {
    return cancelled.sum();
  }

  /** Generations that broke off, or whose listener threw, since the start. */
  public long failed() {
    return failed.sum();
  }

  /** Generations refused because too many were running, since the start. */
  public long rejected() {
    return rejected.sum();
  }
}
