package io.nearfar.experiments;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into an interrupt of the thread that works, and holds the end of the
 * process until that thread has cleaned up.
 */
public final class CleanStop {

  /** Work that cleans up behind itself when it is interrupted. */
  @FunctionalInterface
  public interface Work {
    /** Does it. */
    void run() throws InterruptedException;
  }

  private CleanStop() {}

  /**
   * Does the work in this thread.
   *
   * @param patience how long the end of the process waits for it, once it has been interrupted
   */
  public static void during(Duration patience, Work work) throws InterruptedException {
    CountDownLatch cleanedUp = new CountDownLatch(1);
    Thread worker = Thread.currentThread();
    Thread hook = new Thread(() -> stop(worker, cleanedUp, patience), "clean-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      work.run();
    } finally {
      cleanedUp.countDown();
      remove(hook);
    }
  }

  private static void stop(Thread worker, CountDownLatch cleanedUp, Duration patience) {
    worker.interrupt();
    try {
      if (!cleanedUp.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        System.err.println("gave up cleaning up after " + patience.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already: that is what the hook waited for.
    }
  }
}
