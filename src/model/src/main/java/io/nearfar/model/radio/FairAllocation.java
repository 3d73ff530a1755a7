package io.nearfar.model.radio;

import io.nearfar.model.Check;
import java.util.Arrays;

/**
 * Proportional fairness over blocks and slots: every block of a slot goes to the user with the
 * largest R/T, ties to the lowest number; then T becomes (1 - 1/tc) T + (1/tc) served, once for
 * each user, where served is the sum of the blocks that the user won.
 */
final class FairAllocation implements Scheduler.Allocation {

  private final double timeConstantSlots;
  private final double[] average;
  private final double[] served;
  private double[] best = {};

  /**
   * Nobody has been served yet.
   *
   * @param timeConstantSlots tc, >= 1
   * @param initialAverage T of each user in bit/s, > 0
   */
  FairAllocation(int users, int timeConstantSlots, double initialAverage) {
    Check.atLeast("users", users, 1);
    this.timeConstantSlots = Check.atLeast("timeConstantSlots", timeConstantSlots, 1);
    average = new double[users];
    served = new double[users];
    Arrays.fill(average, Check.positive("initialAverage", initialAverage));
  }

  @Override
  public void next(double[][] bitPerSecond, int[] winner) {
    int blocks = winner.length;
    if (best.length != blocks) {
      best = new double[blocks];
    }
    // Below any ratio, and not beaten by 0/0 of a user that had nothing and gets nothing.
    Arrays.fill(best, -1);
    Arrays.fill(winner, 0);
    for (int user = 0; user < average.length; user++) {
      prefer(user, bitPerSecond[user], winner);
    }
    Arrays.fill(served, 0);
    for (int block = 0; block < blocks; block++) {
      served[winner[block]] += bitPerSecond[winner[block]][block];
    }
    double weight = 1 / timeConstantSlots;
    for (int user = 0; user < average.length; user++) {
      average[user] = (1 - weight) * average[user] + weight * served[user];
    }
  }

  private void prefer(int user, double[] rates, int[] winner) {
    double mean = average[user];
    for (int block = 0; block < winner.length; block++) {
      double ratio = rates[block] / mean;
      if (ratio > best[block]) {
        best[block] = ratio;
        winner[block] = user;
      }
    }
  }

  /** T of each user, in bit/s. */
  double[] averages() {
    return average.clone();
  }
}
