package io.nearfar.model.radio;

import io.nearfar.model.Check;

/**
 * One resource block of equation (2): b log2(1 + p g / (I + b N0 F)).
 *
 * @param bandwidthHz b, > 0
 * @param noiseWatts b N0 F, > 0
 */
public record ResourceBlock(double bandwidthHz, double noiseWatts) {

  private static final double LN_2 = Math.log(2);

  public ResourceBlock {
    Check.positive("bandwidthHz", bandwidthHz);
    Check.positive("noiseWatts", noiseWatts);
  }

  /**
   * A block behind a receiver.
   *
   * @param noiseDensityDbmPerHz N0
   * @param noiseFigureDb F
   */
  public static ResourceBlock of(
      double bandwidthHz, double noiseDensityDbmPerHz, double noiseFigureDb) {
    return new ResourceBlock(
        bandwidthHz, bandwidthHz * Decibel.watts(noiseDensityDbmPerHz + noiseFigureDb));
  }

  /**
   * Signal to interference and noise, a ratio.
   *
   * @param signalWatts p g, >= 0
   * @param interferenceWatts I, the sum over the other cells, >= 0
   */
  public double sinr(double signalWatts, double interferenceWatts) {
    Check.nonNegative("signalWatts", signalWatts);
    Check.nonNegative("interferenceWatts", interferenceWatts);
    return signalWatts / (interferenceWatts + noiseWatts);
  }

  /** The capacity of the block for a user in bit/s; arguments as in {@link #sinr}. */
  public double bitPerSecond(double signalWatts, double interferenceWatts) {
    return bitPerSecond(sinr(signalWatts, interferenceWatts));
  }

  /** log(1 + x) loses digits of a small x; log1p keeps them and is several times slower. */
  double bitPerSecond(double sinr) {
    double nats = sinr < 0.01 ? Math.log1p(sinr) : Math.log(1 + sinr);
    return bandwidthHz * (nats / LN_2);
  }
}
