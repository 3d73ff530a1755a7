package io.nearfar.experiments.dqn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.nearfar.experiments.dqn.ReplayBuffer.Outcome;
import io.nearfar.model.task.Decision;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReplayBufferTest {

  private final ReplayBuffer buffer = new ReplayBuffer(3);

  @Test
  void keepsTheLatestOutcomes() {
    for (int i = 0; i < 5; i++) {
      buffer.add(outcome(i));
      assertThat(buffer.size()).isEqualTo(Math.min(i + 1, 3));
    }

    assertThat(buffer.sample(200, new SplittableRandom(1)))
        .containsOnly(outcome(2), outcome(3), outcome(4));
  }

  @Test
  void drawsUniformly() {
    for (int i = 0; i < 3; i++) {
      buffer.add(outcome(i));
    }

    Map<Outcome, Long> counts =
        Arrays.stream(buffer.sample(30_000, new SplittableRandom(1)))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

    // 10,000 each; four standard deviations are 327.
    assertThat(counts).hasSize(3);
    assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(9_673L, 10_327L));
  }

  @Test
  void drawsFromWhatThereIs() {
    buffer.add(outcome(7));

    assertThat(buffer.sample(4, new SplittableRandom(1))).hasSize(4).containsOnly(outcome(7));
  }

  @Test
  void nothingCanBeDrawnFromNothing() {
    assertThatIllegalStateException()
        .isThrownBy(() -> buffer.sample(1, new SplittableRandom(1)))
        .withMessage("the replay buffer is empty; nothing can be drawn from it");
  }

  private static Outcome outcome(int target) {
    return new Outcome(0.5f, 1, Decision.LOCAL, target);
  }
}
