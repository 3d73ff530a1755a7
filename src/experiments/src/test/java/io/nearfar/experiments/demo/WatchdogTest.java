package io.nearfar.experiments.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class WatchdogTest {

  @Test
  void leavesWhatItGuardsAloneWhenDismissed() throws IOException, InterruptedException {
    Process guarded = new ProcessBuilder("cat").start();
    try {
      try (Watchdog watchdog = Watchdog.start()) {
        watchdog.guard(guarded.pid());
      }
      assertThat(guarded.isAlive()).isTrue();
      guarded.getOutputStream().close();
      assertThat(guarded.waitFor()).isZero();
    } finally {
      guarded.destroyForcibly();
    }
  }
}
