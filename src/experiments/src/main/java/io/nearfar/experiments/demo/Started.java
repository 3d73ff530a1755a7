package io.nearfar.experiments.demo;

import io.nearfar.experiments.Failure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What was started, to be stopped in reverse order. The watchdog stays on guard until all of it has
 * stopped: what could not be stopped ends with this process at the latest.
 */
final class Started implements AutoCloseable {

  private final Watchdog watchdog;
  private final Deque<AutoCloseable> things = new ArrayDeque<>();

  Started(Watchdog watchdog) {
    this.watchdog = watchdog;
  }

  /** Adds what was just started. */
  <T extends AutoCloseable> T add(T thing) {
    things.push(thing);
    return thing;
  }

  /**
   * Stops everything; a failure to stop one thing leaves none of the others. An interrupt does not
   * cut it short, and is kept.
   *
   * @throws Failure when something could not be stopped
   */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    List<Exception> failures = new ArrayList<>();
    while (!things.isEmpty()) {
      try {
        things.pop().close();
      } catch (Exception e) {
        failures.add(e);
      }
      interrupted |= Thread.interrupted();
    }
    if (failures.isEmpty()) {
      watchdog.close();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (!failures.isEmpty()) {
      throw failure(failures);
    }
  }

  private static Failure failure(List<Exception> failures) {
    List<String> reasons = failures.stream().map(Exception::getMessage).toList();
    return new Failure(
        "not everything was stopped: "
            + String.join("; ", reasons)
            + "\nWhat is left is killed once this process has ended.",
        failures.get(0));
  }
}
