package io.nearfar.experiments.dqn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nearfar.experiments.dqn.ReplayBuffer.Outcome;
import io.nearfar.model.task.Decision;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QTrainingTest {

  private static final Outcome LOCAL_IS_WORTH_ONE = new Outcome(0.5f, 1, Decision.LOCAL, 1);

  @Test
  void untrainedItPrefersNothing() {
    try (QTraining training = training(List.of(16, 8), 0.01, 1)) {
      assertThat(training.network().values(0.3f, 1)).containsExactly(0, 0);
    }
  }

  @Test
  void agreesWithTwoStepsOfAdamWorkedByHand() {
    try (QTraining training = training(List.of(), 0.1, 1)) {
      // Every gradient is negative, so each of bias and two weights moves by the learning rate:
      // Q(local) = 0.1 + 0.5 x 0.1 + 1 x 0.1.
      float[] first = training.step(LOCAL_IS_WORTH_ONE).values(0.5f, 1);
      assertThat(first[0]).isCloseTo(0.25f, within(1e-5f));
      assertThat(first[1]).isZero();

      // Gradients are 0.75 of the first. m = 0.9 (0.1) + 0.1 (0.75) = 0.165 over 1 - 0.81;
      // v = 0.999 (0.001) + 0.001 (0.5625) = 0.0015615 over 1 - 0.998001; the step is
      // 0.1 x 0.8684211 / sqrt(0.7811406) = 0.0982571, times 2.5.
      float[] second = training.step(LOCAL_IS_WORTH_ONE).values(0.5f, 1);
      assertThat(second[0]).isCloseTo(0.4956427f, within(1e-5f));
      assertThat(second[1]).isZero();
    }
  }

  @Test
  void learnsWhatALineCannotSay() {
    RandomGenerator random = new SplittableRandom(2);
    try (QTraining training = training(List.of(32), 0.01, 3)) {
      QNetwork network = training.network();
      for (int step = 0; step < 1500; step++) {
        network =
            training.step(
                IntStream.range(0, 64).mapToObj(i -> outcome(random)).toArray(Outcome[]::new));
      }
      for (int i = 0; i < 100; i++) {
        Outcome asked = outcome(random);
        float[] values = network.values(asked.length(), asked.quality());
        assertThat(values[QNetwork.output(asked.decision())])
            .isCloseTo(asked.target(), within(0.05f));
      }
    }
  }

  @Test
  void equalDrawsGiveEqualNetworksWhateverElseIsTrainedMeanwhile() {
    try (QTraining alone = training(List.of(8), 0.01, 5);
        QTraining same = training(List.of(8), 0.01, 5);
        QTraining other = training(List.of(8), 0.01, 6)) {
      for (int step = 0; step < 20; step++) {
        float[] expected = alone.step(LOCAL_IS_WORTH_ONE).values(0.2f, 0);
        other.step(new Outcome(0.1f, 0, Decision.OFFLOAD, -3));
        assertThat(same.step(LOCAL_IS_WORTH_ONE).values(0.2f, 0)).isEqualTo(expected);
      }
      assertThat(other.network().values(0.2f, 0)).isNotEqualTo(alone.network().values(0.2f, 0));
    }
  }

  @Test
  void holdsNoMoreAfterManySteps() {
    QTraining training = training(List.of(16), 0.01, 1);
    training.step(LOCAL_IS_WORTH_ONE);
    // Weights and biases of two layers, and two moments of each.
    assertThat(training.heldArrays()).isEqualTo(12);
    for (int step = 0; step < 2000; step++) {
      training.step(LOCAL_IS_WORTH_ONE);
    }
    assertThat(training.heldArrays()).isEqualTo(12);

    training.close();
    assertThat(training.heldArrays()).isZero();
  }

  private static QTraining training(List<Integer> hiddenUnits, double learningRate, long seed) {
    return new QTraining(hiddenUnits, learningRate, new SplittableRandom(seed));
  }

  /** Local is worth |length - 1/2|, offload the same less whether quality is preferred. */
  private static Outcome outcome(RandomGenerator random) {
    float length = random.nextFloat();
    float quality = random.nextInt(2);
    boolean far = random.nextBoolean();
    return new Outcome(
        length,
        quality,
        far ? Decision.OFFLOAD : Decision.LOCAL,
        Math.abs(length - 0.5f) - (far ? quality : 0));
  }
}
