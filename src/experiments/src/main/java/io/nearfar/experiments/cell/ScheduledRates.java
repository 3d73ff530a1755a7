package io.nearfar.experiments.cell;

import io.nearfar.model.Check;
import java.util.List;

/**
 * The mean rates that a scheduler gives the users of a cell, and how they are shared out.
 *
 * @param discipline the word for the scheduler
 * @param bitPerSecond a rate for each user, >= 0; 0 for one that was never served
 */
record ScheduledRates(String discipline, List<Double> bitPerSecond) {

  ScheduledRates {
    Check.notBlank("discipline", discipline);
    bitPerSecond = List.copyOf(bitPerSecond);
    if (bitPerSecond.isEmpty()) {
      throw new IllegalArgumentException("bitPerSecond is empty; it needs one rate a user");
    }
    bitPerSecond.forEach(rate -> Check.nonNegative("bitPerSecond", rate));
  }

  /** What the cell carries, in bit/s. */
  double sum() {
    return bitPerSecond.stream().mapToDouble(Double::doubleValue).sum();
  }

  /** The mean over users, in bit/s. */
  double mean() {
    return sum() / bitPerSecond.size();
  }

  /** The rate of the user that is worst off, in bit/s. */
  double least() {
    return bitPerSecond.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  /** How many users were never served. */
  long unserved() {
    return bitPerSecond.stream().filter(rate -> rate == 0).count();
  }

  /**
   * Jain's index of fairness, (sum of x)^2 / (n times the sum of x^2): 1 when all have the same,
   * 1/n when one has everything (R. Jain, D. Chiu, W. Hawe, DEC TR-301, 1984).
   *
   * @return in [1/n, 1]; 1 when nobody has anything
   */
  double jainIndex() {
    double squares = bitPerSecond.stream().mapToDouble(rate -> rate * rate).sum();
    return squares == 0 ? 1 : sum() * sum() / (bitPerSecond.size() * squares);
  }
}
