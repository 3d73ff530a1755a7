package io.nearfar.experiments.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nearfar.experiments.Failure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StartedTest {

  private final Watchdog watchdog = Watchdog.start();
  private final Started started = new Started(watchdog);
  private final List<String> stopped = new ArrayList<>();

  @AfterEach
  void dismiss() {
    watchdog.close();
  }

  @Test
  void stopsInReverseOrderAndDismissesTheWatchdog() {
    started.add(() -> stopped.add("first"));
    started.add(() -> stopped.add("second"));

    started.close();

    assertThat(stopped).containsExactly("second", "first");
    assertThat(watchdog.watching()).isFalse();
  }

  @Test
  void keepsTheWatchdogOnGuardWhenSomethingCannotBeStopped() {
    started.add(() -> stopped.add("first"));
    started.add(
        () -> {
          throw new IOException("it clings");
        });

    assertThatThrownBy(started::close)
        .isInstanceOf(Failure.class)
        .hasMessageContaining("not everything was stopped: it clings");
    assertThat(stopped).containsExactly("first");
    assertThat(watchdog.watching()).isTrue();
  }

  @Test
  void anInterruptCutsNothingShortAndIsKept() {
    started.add(() -> stopped.add(Thread.currentThread().isInterrupted() ? "cut" : "whole"));
    Thread.currentThread().interrupt();

    started.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(stopped).containsExactly("whole");
  }
}
