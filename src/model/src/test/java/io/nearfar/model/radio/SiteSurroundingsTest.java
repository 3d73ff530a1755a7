package io.nearfar.model.radio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nearfar.model.random.RandomStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SiteSurroundingsTest {

  private static final int SEEDS = 1000;

  @ParameterizedTest
  @CsvSource({"UMA, 10", "UMA, 60", "UMA, 100", "UMA, 250", "UMI, 40", "UMI, 150"})
  void aUserSeesTheSiteWithTheReportsProbability(Propagation propagation, double distance) {
    int seen = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      seen += around(propagation, 0, seed).sees(distance, 0, distance) ? 1 : 0;
    }

    double p = pathLoss(propagation).lineOfSightProbability(distance);
    assertThat((double) seen / SEEDS)
        .isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / SEEDS) + 1e-12));
  }

  /** The standard deviations of the report: a user's own, and what two users have in common. */
  @ParameterizedTest
  @CsvSource({
    "UMA, true,  4,    37",
    "UMA, false, 6,    50",
    "UMI, true,  4,    10",
    "UMI, false, 7.82, 13",
  })
  void shadowsHaveTheReportsSpreadAndCorrelation(
      Propagation propagation, boolean lineOfSight, double decibels, double correlationMetres) {
    double apart = correlationMetres / 2;
    double variance = 0;
    double covariance = 0;
    double otherSite = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      SiteSurroundings site = around(propagation, 0, seed);
      double here = site.shadowingDecibels(lineOfSight, 50, 60);
      variance += here * here / SEEDS;
      covariance += here * site.shadowingDecibels(lineOfSight, 50, 60 + apart) / SEEDS;
      otherSite +=
          here * around(propagation, 1, seed).shadowingDecibels(lineOfSight, 50, 60) / SEEDS;
    }

    double sigma = 4 * Math.sqrt(2.0 / SEEDS);
    double unit = decibels * decibels;
    assertThat(variance / unit).isCloseTo(1, within(sigma));
    assertThat(covariance / unit).isCloseTo(Math.exp(-0.5), within(sigma));
    assertThat(otherSite / unit).isCloseTo(0, within(sigma));
  }

  @ParameterizedTest
  @EnumSource
  void usersNextToEachOtherSeeTheSame(Propagation propagation) {
    int near = 0;
    int far = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      SiteSurroundings site = around(propagation, 0, seed);
      boolean sees = site.sees(0, 60, 60);
      near += sees == site.sees(1, 60, 60) ? 1 : 0;
      far += sees == site.sees(600, 60, 60) ? 1 : 0;
    }

    double p = pathLoss(propagation).lineOfSightProbability(60);
    assertThat((double) near / SEEDS).isGreaterThan(0.9);
    assertThat((double) far / SEEDS).isCloseTo(p * p + (1 - p) * (1 - p), within(0.065));
  }

  @Test
  void sightAndShadowAreIndependentDraws() {
    double product = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      SiteSurroundings site = around(Propagation.UMA, 0, seed);
      double sees = site.sees(0, 60, 60) ? 1 : -1;
      product += sees * site.shadowingDecibels(true, 0, 60) / 4 / SEEDS;
    }

    assertThat(product).isCloseTo(0, within(4 / Math.sqrt(SEEDS)));
  }

  private static SiteSurroundings around(Propagation propagation, int site, long seed) {
    return new SiteSurroundings(pathLoss(propagation), site, new RandomStreams(seed));
  }

  private static PathLoss pathLoss(Propagation propagation) {
    return new PathLoss(propagation, 3.5e9, propagation.baseStationHeightMetres(), 1.5);
  }
}
