package io.nearfar.serving.backend;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;
import java.util.function.IntConsumer;

/**
 * Who runs and who waits, first in, first out. Used by all event loops; nobody waits in here, the
 * lock is held for a few instructions.
 */
final class AdmissionQueue {

  private final int limit;
  private final Deque<IntConsumer> waiting = new ArrayDeque<>();
  private int running;

  /**
   * A queue before a model.
   *
   * @param limit most requests that run at the same time, >= 1
   */
  AdmissionQueue(int limit) {
    this.limit = limit;
  }

  /**
   * Admits a request, or puts it at the end of the line.
   *
   * @param admitted of a request that has to wait: told once, by the thread of the one that made
   *     room, how many run then, the request included
   * @return how many run now, the request included; empty when it has to wait
   */
  synchronized OptionalInt enter(IntConsumer admitted) {
    if (running >= limit) {
      waiting.add(admitted);
      return OptionalInt.empty();
    }
    return OptionalInt.of(++running);
  }

  /** A request that was admitted has ended; the next one takes its place. */
  void leave() {
    IntConsumer next;
    int now;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        running--;
        return;
      }
      now = running;
    }
    next.accept(now);
  }

  /** A request gives up waiting; false when it was admitted already. */
  synchronized boolean withdraw(IntConsumer admitted) {
    return waiting.remove(admitted);
  }
}
