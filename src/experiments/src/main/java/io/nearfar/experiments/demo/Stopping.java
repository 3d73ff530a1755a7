package io.nearfar.experiments.demo;

import io.nearfar.experiments.Failure;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes sure that a process that was told to end has ended. */
final class Stopping {

  private static final Duration FORCED = Duration.ofSeconds(5);

  private Stopping() {}

  /**
   * Waits for the end of a process and forces it if that does not come. An interrupt ends neither
   * wait, and is kept.
   *
   * @param name what to call it
   * @param patience how long it has before it is forced
   * @throws Failure when it is still there after that
   */
  static void ensure(String name, ProcessHandle process, Duration patience) {
    if (!gone(process, patience)) {
      process.destroyForcibly();
      if (!gone(process, FORCED)) {
        throw new Failure("the " + name + " (process " + process.pid() + ") cannot be stopped");
      }
    }
  }

  private static boolean gone(ProcessHandle process, Duration patience) {
    boolean interrupted = false;
    long deadlineNanos = System.nanoTime() + patience.toNanos();
    try {
      while (isThere(process)) {
        long leftNanos = deadlineNanos - System.nanoTime();
        if (leftNanos <= 0) {
          return false;
        }
        try {
          // In steps: the end of a process that is not our child may be seen by looking only.
          process.onExit().get(Math.min(leftNanos, 100_000_000L), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
          // Looked at again above.
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      return true;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the end of a process was not seen", e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** One that has ended but that its parent has not asked after has no command any more. */
  static boolean isThere(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }
}
