package io.nearfar.model.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nearfar.model.random.RandomStreams.Indexed;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomStreamsTest {

  private static final int DRAWS = 20_000;

  @Test
  void equalNamesOfEqualSeedsGiveEqualStreams() {
    assertThat(new RandomStreams(5).sequence("sizes").nextLong())
        .isEqualTo(new RandomStreams(5).sequence("sizes").nextLong());
    assertThat(new RandomStreams(5).indexed("sizes").uniform(99))
        .isEqualTo(new RandomStreams(5).indexed("sizes").uniform(99));
  }

  @Test
  void theIndexReachesTheDrawsOfTheSequence() {
    RandomGenerator sequence = new RandomStreams(5).sequence("sizes");
    Indexed indexed = new RandomStreams(5).indexed("sizes");

    for (int k = 0; k < 1000; k++) {
      assertThat(indexed.uniform(k)).isEqualTo(sequence.nextDouble());
    }
  }

  @Test
  void aFamilyHasAStreamForEachNumber() {
    RandomStreams streams = new RandomStreams(5);

    assertThat(streams.sequence("place", 3).nextLong())
        .isEqualTo(new RandomStreams(5).sequence("place", 3).nextLong())
        .isNotEqualTo(streams.sequence("place", 4).nextLong())
        .isNotEqualTo(streams.sequence("places", 3).nextLong())
        .isNotEqualTo(streams.sequence("place").nextLong());
  }

  @Test
  void neighbouringStreamsOfAFamilyAreUncorrelated() {
    for (int lag = 0; lag < 3; lag++) {
      RandomGenerator one = new RandomStreams(5).sequence("place", 3);
      RandomGenerator two = new RandomStreams(5).sequence("place", 4);
      for (int k = 0; k < lag; k++) {
        two.nextDouble();
      }
      double sum = 0;
      for (int k = 0; k < DRAWS; k++) {
        sum += (one.nextDouble() - 0.5) * (two.nextDouble() - 0.5);
      }
      assertThat(12 * sum / DRAWS).isCloseTo(0, within(4 / Math.sqrt(DRAWS)));
    }
  }

  @Test
  void drawsByNumberDoNotDependOnTheOrderOfAsking() {
    Indexed draws = new RandomStreams(5).indexed("exploration");
    double seventh = draws.uniform(7);
    draws.uniform(3);

    assertThat(draws.uniform(7)).isEqualTo(seventh);
  }

  @ParameterizedTest
  @CsvSource({
    "1, sizes,       1, arrivals",
    "1, exploration, 1, explorations",
    "1, sizes,       2, sizes",
    "0, sizes,       -1, sizes",
    "1, jitter-edge, 1, jitter-cloud",
    "1, user-Aa,     1, user-BB",
    "1, ÿ,           1, ?",
    "3, a,           4, b"
  })
  void otherNamesAndOtherSeedsAreUncorrelated(
      long seed, String name, long otherSeed, String otherName) {
    Indexed one = new RandomStreams(seed).indexed(name);
    Indexed two = new RandomStreams(otherSeed).indexed(otherName);
    for (int lag = 0; lag < 3; lag++) {
      double sum = 0;
      for (int k = 0; k < DRAWS; k++) {
        sum += (one.uniform(k) - 0.5) * (two.uniform(k + lag) - 0.5);
      }
      // The correlation of independent streams has standard deviation 1 / sqrt(n).
      assertThat(12 * sum / DRAWS).isCloseTo(0, within(4 / Math.sqrt(DRAWS)));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, exploration", "1, exploration", "2, exploration", "1, sizes", "-7, ''"})
  void drawsAreUniform(long seed, String name) {
    int[] cells = new int[20];
    Indexed draws = new RandomStreams(seed).indexed(name);
    for (int k = 0; k < DRAWS; k++) {
      cells[(int) (draws.uniform(k) * cells.length)]++;
    }

    double expected = (double) DRAWS / cells.length;
    double chiSquare = 0;
    for (int count : cells) {
      chiSquare += (count - expected) * (count - expected) / expected;
    }
    // 99.99 % quantile of chi-square with 19 degrees of freedom.
    assertThat(chiSquare).isLessThan(50.8);
  }
}
