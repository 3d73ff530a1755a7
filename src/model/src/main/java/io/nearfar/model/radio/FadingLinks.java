package io.nearfar.model.radio;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * What each resource block would carry to each user while the fading stays the same: equation (2)
 * with the power of every link, wanted and interfering, times an exponential draw of mean 1
 * (Rayleigh fading), independent for each user, site and block.
 *
 * <p>Each link draws from a stream of its own, so that one more user or site leaves the fading of
 * the others in place.
 */
final class FadingLinks {

  private final ResourceBlock block;
  private final double[][] meanWatts;
  private final ContinuousSampler[][] fading;
  private final double[] interference;

  /**
   * Links with mean powers.
   *
   * @param meanWatts received power per block by user and site; site 0 serves
   * @param random a generator for each user and site
   */
  FadingLinks(ResourceBlock block, double[][] meanWatts, RandomGenerator[][] random, int blocks) {
    this.block = block;
    this.meanWatts = meanWatts;
    fading = new ContinuousSampler[random.length][];
    for (int user = 0; user < random.length; user++) {
      fading[user] = new ContinuousSampler[random[user].length];
      for (int site = 0; site < random[user].length; site++) {
        fading[user][site] = ZigguratSampler.Exponential.of(random[user][site]::nextLong);
      }
    }
    interference = new double[blocks];
  }

  /**
   * Draws the fading anew.
   *
   * @param bitPerSecond receives the rates by user and block
   */
  void draw(double[][] bitPerSecond) {
    for (int user = 0; user < meanWatts.length; user++) {
      draw(meanWatts[user], fading[user], bitPerSecond[user]);
    }
  }

  private void draw(double[] watts, ContinuousSampler[] draws, double[] rates) {
    Arrays.fill(interference, block.noiseWatts());
    for (int site = 1; site < watts.length; site++) {
      double mean = watts[site];
      ContinuousSampler link = draws[site];
      for (int q = 0; q < interference.length; q++) {
        interference[q] += mean * link.sample();
      }
    }
    for (int q = 0; q < interference.length; q++) {
      rates[q] = block.bitPerSecond(watts[0] * draws[0].sample() / interference[q]);
    }
  }
}
