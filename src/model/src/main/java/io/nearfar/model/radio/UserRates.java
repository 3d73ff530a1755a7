package io.nearfar.model.radio;

import io.nearfar.model.Check;
import java.util.List;

/** The rate C_k that the radio link carries to each user, in bit/s: a value of one moment. */
public sealed interface UserRates {

  /** Radio transmission takes no time. */
  UserRates UNLIMITED = new Uniform(Double.POSITIVE_INFINITY);

  /**
   * The rate of a user in bit/s, > 0; positive infinity where the radio link takes no time.
   *
   * @throws IllegalArgumentException when the user has no rate
   */
  double bitPerSecond(int user);

  /**
   * Every user has the same rate.
   *
   * @param bitPerSecond > 0; positive infinity where the radio link takes no time
   */
  record Uniform(double bitPerSecond) implements UserRates {
    public Uniform {
      if (!(bitPerSecond > 0)) {
        throw new IllegalArgumentException(
            "bitPerSecond is " + bitPerSecond + "; it must be > 0 (infinite: no radio share)");
      }
    }

    @Override
    public double bitPerSecond(int user) {
      return bitPerSecond;
    }
  }

  /**
   * A rate for each user, by the user's number.
   *
   * @param bitPerSecond one rate a user, each > 0
   */
  record PerUser(List<Double> bitPerSecond) implements UserRates {
    public PerUser {
      if (bitPerSecond == null || bitPerSecond.isEmpty()) {
        throw new IllegalArgumentException("bitPerSecond is empty; it needs one rate a user");
      }
      for (int user = 0; user < bitPerSecond.size(); user++) {
        String name = "bitPerSecond of user " + user;
        Check.positive(name, Check.present(name, bitPerSecond.get(user)));
      }
      bitPerSecond = List.copyOf(bitPerSecond);
    }

    @Override
    public double bitPerSecond(int user) {
      if (user < 0 || user >= bitPerSecond.size()) {
        throw new IllegalArgumentException(
            "user is " + user + "; rates are given for users 0 to " + (bitPerSecond.size() - 1));
      }
      return bitPerSecond.get(user);
    }
  }
}
