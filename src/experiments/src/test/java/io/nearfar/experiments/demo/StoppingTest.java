package io.nearfar.experiments.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StoppingTest {

  @Test
  void forcesWhatDoesNotEndByItself() throws IOException, InterruptedException {
    Process stubborn = new ProcessBuilder("cat").start();
    try {
      Stopping.ensure("cat", stubborn.toHandle(), Duration.ZERO);

      // 128 + SIGKILL
      assertThat(stubborn.waitFor()).isEqualTo(137);
    } finally {
      stubborn.destroyForcibly();
    }
  }

  @Test
  void leavesWhatEndsInTimeItsOwnEnd() throws IOException, InterruptedException {
    Process obedient = new ProcessBuilder("cat").start();
    try {
      obedient.getOutputStream().close();

      Stopping.ensure("cat", obedient.toHandle(), Duration.ofMinutes(1));

      assertThat(obedient.waitFor()).isZero();
    } finally {
      obedient.destroyForcibly();
    }
  }
}
