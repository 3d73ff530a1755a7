package io.nearfar.model.radio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.nearfar.model.random.RandomStreams;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeanRatesTest {

  private static final ResourceBlock BLOCK = new ResourceBlock(1000, 1);
  private static final double LN_2 = Math.log(2);

  /** E[log2(1 + g X)] of an exponential X of mean 1 is exp(1/g) E1(1/g) / ln 2. */
  @ParameterizedTest
  @CsvSource({"1, 0.596347362323194", "10, 2.0146425447084517"})
  void rayleighFadingHasItsErgodicCapacity(double sinr, double nats) {
    double[][] watts = {{sinr}};

    double rate = rates(watts, new Scheduler.RoundRobin(), 100, 4000, 1)[0];

    assertThat(rate).isCloseTo(100 * 1000 * nats / LN_2, withinPercentage(0.7));
  }

  /** Without noise, X/Y of two exponentials: E[log2(1 + X/Y)] = 1 / ln 2. */
  @Test
  void theInterferersLinkFadesLikewise() {
    double[][] watts = {{1e9, 1e9}};

    double rate = rates(watts, new Scheduler.RoundRobin(), 100, 4000, 1)[0];

    assertThat(rate).isCloseTo(100 * 1000 / LN_2, withinPercentage(0.7));
  }

  @Test
  void fadingIsIndependentBetweenUsersSitesBlocksAndSlots() {
    // The signal alone, as a rate: users 0 and 1, two blocks, two draws.
    FadingLinks links = links(new double[][] {{1}, {1}}, 2);
    int draws = 20_000;
    double[][] now = new double[2][2];
    double before = 0;
    double mean = 0;
    double square = 0;
    double user = 0;
    double block = 0;
    double slot = 0;
    for (int k = 0; k < draws; k++) {
      links.draw(now);
      double here = power(now[0][0]);
      mean += here / draws;
      square += here * here / draws;
      user += here * power(now[1][0]) / draws;
      block += here * power(now[0][1]) / draws;
      slot += here * before / draws;
      before = here;
    }

    assertThat(mean).isCloseTo(1, within(4 / Math.sqrt(draws)));
    assertThat(square).isCloseTo(2, within(4 * Math.sqrt(20.0 / draws)));
    for (double product : new double[] {user, block, slot}) {
      assertThat(product).isCloseTo(1, within(4 * Math.sqrt(3.0 / draws)));
    }
  }

  @Test
  void fadingStaysForTheCoherenceTime() {
    double[][] watts = {{1, 0.1}, {2, 0.3}};

    double[] once = rates(watts, new Scheduler.RoundRobin(), 4, 1, 1);
    double[] kept = rates(watts, new Scheduler.RoundRobin(), 4, 50, 50);
    double[] redrawn = rates(watts, new Scheduler.RoundRobin(), 4, 51, 50);

    assertThat(kept[0]).isCloseTo(once[0], withinPercentage(1e-10));
    assertThat(kept[1]).isCloseTo(once[1], withinPercentage(1e-10));
    assertThat(redrawn[0]).isNotCloseTo(once[0], withinPercentage(0.01));
  }

  @Test
  void fasterFadingDoesNotChangeWhatATurnCarriesInTheMean() {
    double[][] watts = {{5, 1}, {5, 1}};

    double[] fast = rates(watts, new Scheduler.RoundRobin(), 100, 2000, 1);
    double[] slow = rates(watts, new Scheduler.RoundRobin(), 100, 20_000, 10);

    assertThat(slow[0]).isCloseTo(fast[0], withinPercentage(2));
    assertThat(fast[1]).isCloseTo(fast[0], withinPercentage(2));
  }

  /** K equal users: the best of K draws is served, so max rate and fairness gain alike. */
  @Test
  void opportunisticSchedulersGainFromFading() {
    double[][] watts = {{1}, {1}, {1}, {1}};

    double turns = sum(rates(watts, new Scheduler.RoundRobin(), 20, 2000, 1));
    double fair = sum(rates(watts, new Scheduler.ProportionalFair(null), 20, 2000, 1));
    double max = sum(rates(watts, new Scheduler.MaxRate(), 20, 2000, 1));

    // E[log2(1 + max of 4 draws)] by the binomial theorem over E[log2(1 + X/k)].
    double e1 = 0.596347362323194;
    double e2 = 0.361328616888222;
    double e3 = 0.262083740;
    double e4 = 0.206345649;
    double best = (4 * e1 - 6 * e2 + 4 * e3 - e4) / LN_2 * 20 * 1000;
    assertThat(turns).isCloseTo(20 * 1000 * e1 / LN_2, withinPercentage(1.5));
    assertThat(max).isCloseTo(best, withinPercentage(1.5));
    assertThat(fair).isCloseTo(best, withinPercentage(1.5)).isLessThanOrEqualTo(max * 1.01);
  }

  private static double[] rates(
      double[][] watts, Scheduler scheduler, int blocks, int slots, int coherenceSlots) {
    return MeanRates.of(
        links(watts, blocks),
        scheduler,
        new Averaging(slots, coherenceSlots),
        watts.length,
        blocks);
  }

  private static FadingLinks links(double[][] watts, int blocks) {
    RandomGenerator[][] random = new RandomGenerator[watts.length][watts[0].length];
    for (int user = 0; user < random.length; user++) {
      for (int site = 0; site < random[user].length; site++) {
        random[user][site] = new RandomStreams(61).sequence("fading-" + user, site);
      }
    }
    return new FadingLinks(BLOCK, watts, random, blocks);
  }

  private static double power(double bitPerSecond) {
    return Math.pow(2, bitPerSecond / BLOCK.bandwidthHz()) - 1;
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }
}
