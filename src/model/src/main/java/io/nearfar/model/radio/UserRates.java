package io.nearfar.model.radio;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.nearfar.model.Check;
import java.util.List;

/** The rate C_k that the radio link carries to each user, in bit/s. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "rate")
@JsonSubTypes({
  @JsonSubTypes.Type(value = UserRates.Unlimited.class, name = "unlimited"),
  @JsonSubTypes.Type(value = UserRates.Fixed.class, name = "fixed"),
  @JsonSubTypes.Type(value = UserRates.PerUser.class, name = "per-user")
})
public sealed interface UserRates {

  /**
   * The rate of a user in bit/s, > 0; positive infinity where the radio link takes no time.
   *
   * @throws IllegalArgumentException when the user has no rate
   */
  double bitPerSecond(int user);

  /** Radio transmission takes no time: the users of a gateway that has no cell in front of it. */
  record Unlimited() implements UserRates {
    @Override
    public double bitPerSecond(int user) {
      return Double.POSITIVE_INFINITY;
    }
  }

  /**
   * Every user has the same rate.
   *
   * @param bitPerSecond > 0
   */
  record Fixed(double bitPerSecond) implements UserRates {
    public Fixed {
      Check.positive("bitPerSecond", bitPerSecond);
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
