package io.nearfar.model.radio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nearfar.model.random.RandomStreams;
import org.junit.jupiter.api.Test;

class GaussianFieldTest {

  private static final int SEEDS = 4000;

  /** Standard deviation of a mean over the seeds, times four. */
  private static final double FOUR_SIGMA = 4 / Math.sqrt(SEEDS);

  @Test
  void isStandardNormalAndDecorrelatesWithDistance() {
    double[] apart = {0, 5, 18.5, 37, 111};
    double[] covariance = new double[apart.length];
    double mean = 0;
    double fourth = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      GaussianField field = field(seed);
      double here = field.at(100, -50);
      mean += here / SEEDS;
      fourth += here * here * here * here / SEEDS;
      for (int k = 0; k < apart.length; k++) {
        // In any direction: 3-4-5.
        double there = field.at(100 + 0.6 * apart[k], -50 - 0.8 * apart[k]);
        covariance[k] += here * there / SEEDS;
      }
    }

    assertThat(mean).isCloseTo(0, within(FOUR_SIGMA));
    assertThat(fourth).isCloseTo(3, within(FOUR_SIGMA * Math.sqrt(96)));
    for (int k = 0; k < apart.length; k++) {
      double correlation = Math.exp(-apart[k] / 37);
      double sigma = Math.sqrt(1 + correlation * correlation);
      assertThat(covariance[k]).isCloseTo(correlation, within(FOUR_SIGMA * sigma));
    }
  }

  @Test
  void isAFunctionOfThePoint() {
    GaussianField field = field(1);
    double first = field.at(3, 4);
    field.at(7, 8);

    assertThat(field.at(3, 4)).isEqualTo(first);
    assertThat(field(1).at(3, 4)).isEqualTo(first);
    assertThat(field(2).at(3, 4)).isNotEqualTo(first);
  }

  private static GaussianField field(long seed) {
    return new GaussianField(37, new RandomStreams(seed).sequence("field"));
  }
}
