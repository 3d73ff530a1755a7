package io.nearfar.experiments.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PairedDifferenceTest {

  /** Student's own data: hours of sleep gained by ten patients from either of two drugs. */
  private static final double[] FIRST = {.7, -1.6, -.2, -1.2, -.1, 3.4, 3.7, .8, 0, 2};

  private static final double[] OTHER = {1.9, .8, 1.1, .1, -.1, 4.4, 5.5, 1.6, 4.6, 3.4};

  @Test
  void isStudentsPairedTest() {
    PairedDifference difference = PairedDifference.of(FIRST, OTHER);

    assertThat(difference.firstMean()).isCloseTo(0.75, within(1e-12));
    assertThat(difference.otherMean()).isCloseTo(2.33, within(1e-12));
    assertThat(difference.difference().mean()).isCloseTo(1.58, within(1e-12));
    assertThat(difference.low()).isCloseTo(0.7001142, within(1e-7));
    assertThat(difference.high()).isCloseTo(2.4598858, within(1e-7));
    assertThat(difference.p()).isCloseTo(0.002833, within(1e-6));
  }

  @Test
  void theOtherWayRoundIsTheSameWithTheOppositeSign() {
    PairedDifference difference = PairedDifference.of(FIRST, OTHER);
    PairedDifference reversed = PairedDifference.of(OTHER, FIRST);

    assertThat(reversed.difference().mean()).isEqualTo(-difference.difference().mean());
    assertThat(reversed.low()).isCloseTo(-difference.high(), within(1e-12));
    assertThat(reversed.p()).isEqualTo(difference.p());
  }

  @Test
  void knowsNoChanceWhereEverySeedDiffersBySoMuch() {
    assertThat(PairedDifference.of(new double[] {1, 2}, new double[] {1, 2}).p()).isEqualTo(1);
    assertThat(PairedDifference.of(new double[] {1, 2}, new double[] {2, 3}).p()).isZero();
  }

  @Test
  void refusesOneSeedAndSeedsWithoutAPair() {
    assertThatThrownBy(() -> PairedDifference.of(new double[1], new double[1]))
        .hasMessage("seeds is 1; it must be at least 2");
    assertThatThrownBy(() -> PairedDifference.of(new double[3], new double[2]))
        .hasMessage("the runs have 3 and 2 values; pairs are needed");
  }
}
