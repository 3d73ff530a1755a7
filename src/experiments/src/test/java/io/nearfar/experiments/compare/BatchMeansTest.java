package io.nearfar.experiments.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchMeansTest {

  private static double[] zeros(int count) {
    return new double[count];
  }

  @Test
  void cutsTheTasksInOrderIntoBatches() {
    double[] values = DoubleStream.iterate(0, x -> x + 1).limit(125).toArray();

    BatchMeans batches = new BatchMeans(zeros(125), values);

    // Means of 0 to 61 and of 62 to 124.
    assertThat(batches.count()).isEqualTo(2);
    PairedDifference difference = batches.difference().orElseThrow();
    assertThat(difference.difference().mean()).isEqualTo((30.5 + 93) / 2);
    assertThat(difference.difference().seeds()).isEqualTo(2);
  }

  @Test
  void hasTwentyBatchesWhenThereIsEnoughForThem() {
    assertThat(new BatchMeans(zeros(999), zeros(999)).count()).isEqualTo(19);
    assertThat(new BatchMeans(zeros(100_000), zeros(100_000)).count()).isEqualTo(20);
  }

  @Test
  void givesNoIntervalForTooFewTasks() {
    assertThat(new BatchMeans(zeros(99), zeros(99)).difference()).isEmpty();
    assertThat(new BatchMeans(zeros(100), zeros(100)).difference()).isPresent();
  }

  /** An autoregressive course: each value has 0.9 of the one before it. */
  private static double[] correlated(RandomGenerator random, int count) {
    double[] values = new double[count];
    double value = random.nextGaussian() / Math.sqrt(1 - 0.81);
    for (int i = 0; i < count; i++) {
      values[i] = value;
      value = 0.9 * value + random.nextGaussian();
    }
    return values;
  }

  @Test
  void itsIntervalHoldsForTasksThatAreCorrelated() {
    RandomGenerator random = new Random(7);
    int trials = 400;
    int batched = 0;
    int naive = 0;
    for (int i = 0; i < trials; i++) {
      double[] values = correlated(random, 4000);
      batched += holds(new BatchMeans(zeros(4000), values).difference().orElseThrow()) ? 1 : 0;
      naive += holds(PairedDifference.of(zeros(4000), values)) ? 1 : 0;
    }
    // Without batches, the interval is sqrt((1 + 0.9) / (1 - 0.9)) = 4.4 times too narrow.
    assertThat((double) naive / trials).isBetween(0.28, 0.42);
    assertThat((double) batched / trials).isBetween(0.90, 0.98);
  }

  /** Runs of a few minutes: few batches, and a wide interval that holds all the same. */
  @ParameterizedTest
  @ValueSource(ints = {200, 400})
  void itsIntervalHoldsForShortRunsToo(int tasks) {
    RandomGenerator random = new Random(tasks);
    int trials = 3000;
    int held = 0;
    for (int i = 0; i < trials; i++) {
      double[] values = correlated(random, tasks);
      held += holds(new BatchMeans(zeros(tasks), values).difference().orElseThrow()) ? 1 : 0;
    }
    assertThat((double) held / trials).isBetween(0.915, 0.965);
  }

  private static boolean holds(PairedDifference difference) {
    return difference.low() <= 0 && 0 <= difference.high();
  }
}
