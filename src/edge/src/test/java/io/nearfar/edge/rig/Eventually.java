package io.nearfar.edge.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what another thread will do. */
public final class Eventually {

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private Eventually() {}

  /**
   * Returns as soon as the condition holds; fails when it does not within twenty seconds. A
   * condition that held is not looked at again: it may be one that asks for something.
   */
  public static void holds(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    boolean held = condition.getAsBoolean();
    while (!held && System.nanoTime() < deadline) {
      Thread.sleep(5);
      held = condition.getAsBoolean();
    }
    assertThat(held).as(what).isTrue();
  }
}
