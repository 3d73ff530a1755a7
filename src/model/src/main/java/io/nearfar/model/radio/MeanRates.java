package io.nearfar.model.radio;

/**
 * C_k of equation (2): the rate that a user was served with, over all blocks, in the mean over the
 * averaged slots, after the scheduler has warmed up.
 */
final class MeanRates {

  private final double[][] bitPerSecond;
  private final int[] winner;
  private final double[] served;

  private MeanRates(int users, int blocks) {
    bitPerSecond = new double[users][blocks];
    winner = new int[blocks];
    served = new double[users];
  }

  /** The mean rate of each user in bit/s, >= 0. */
  static double[] of(
      FadingLinks links, Scheduler scheduler, Averaging averaging, int users, int blocks) {
    return new MeanRates(users, blocks).run(links, scheduler, averaging);
  }

  private double[] run(FadingLinks links, Scheduler scheduler, Averaging averaging) {
    Scheduler.Allocation allocation = scheduler.start(served.length);
    int coherence = averaging.coherenceSlots();
    for (int slot = -scheduler.warmUpSlots(), age = 0; slot < averaging.slots(); slot++, age++) {
      if (age % coherence == 0) {
        links.draw(bitPerSecond);
      }
      allocation.next(bitPerSecond, winner);
      if (slot >= 0) {
        serve();
      }
    }
    for (int user = 0; user < served.length; user++) {
      served[user] /= averaging.slots();
    }
    return served;
  }

  private void serve() {
    for (int block = 0; block < winner.length; block++) {
      served[winner[block]] += bitPerSecond[winner[block]][block];
    }
  }
}
