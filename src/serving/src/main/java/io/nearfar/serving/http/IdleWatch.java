package io.nearfar.serving.http;

import io.vertx.core.Vertx;
import java.util.function.BooleanSupplier;

/** Wakes when nothing has come for too long. All of it happens on one event loop. */
public final class IdleWatch {

  private final Vertx vertx;
  private final long millis;
  private final BooleanSupplier excused;
  private final Runnable idle;
  private long timer = -1;
  private long busyNanoTime = System.nanoTime();

  /**
   * A watch that is not started.
   *
   * @param millis the longest pause
   * @param excused whether a pause is not the source's fault, as when it was told to wait
   * @param idle is run once, after a pause that was too long
   */
  public IdleWatch(Vertx vertx, long millis, BooleanSupplier excused, Runnable idle) {
    this.vertx = vertx;
    this.millis = millis;
    this.excused = excused;
    this.idle = idle;
  }

  /** Begins to watch. */
  public void start() {
    arm(millis);
  }

  /** Something has come, or may come from now on. */
  public void busy() {
    busyNanoTime = System.nanoTime();
  }

  /** Watches no more. */
  public void stop() {
    vertx.cancelTimer(timer);
  }

  private void arm(long delayMillis) {
    timer =
        vertx.setTimer(
            Math.max(1, delayMillis),
            fired -> {
              long idleMillis = (System.nanoTime() - busyNanoTime) / 1_000_000;
              if (excused.getAsBoolean()) {
                arm(millis);
              } else if (idleMillis < millis) {
                arm(millis - idleMillis);
              } else {
                idle.run();
              }
            });
  }
}
