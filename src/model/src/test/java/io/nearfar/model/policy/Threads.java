package io.nearfar.model.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Several threads that do the same at the same time. */
final class Threads {

  static final int COUNT = 4;

  private Threads() {}

  /** Runs an action with the number of its thread, 0 to {@link #COUNT} - 1, and waits for all. */
  static void together(IntConsumer action) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService executor = Executors.newFixedThreadPool(COUNT);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < COUNT; thread++) {
        int number = thread;
        running.add(
            executor.submit(
                () -> {
                  start.await();
                  action.accept(number);
                  return null;
                }));
      }
      start.countDown();
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      executor.shutdownNow();
    }
  }
}
