package io.nearfar.model.radio;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.nearfar.model.Check;
import java.util.List;
import java.util.Optional;

/** What a scenario says of the radio link: rates, or a cell from which they follow. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "rate")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RadioSpec.Unlimited.class, name = "unlimited"),
  @JsonSubTypes.Type(value = RadioSpec.Fixed.class, name = "fixed"),
  @JsonSubTypes.Type(value = RadioSpec.PerUser.class, name = "per-user"),
  @JsonSubTypes.Type(value = CellSpec.class, name = "cell")
})
public sealed interface RadioSpec
    permits RadioSpec.Unlimited, RadioSpec.Fixed, RadioSpec.PerUser, CellSpec {

  /** The rates where they are the same all the time; empty where they follow from a cell. */
  Optional<UserRates> constantRates();

  /** Radio transmission takes no time: the users of a gateway that has no cell in front of it. */
  record Unlimited() implements RadioSpec {
    @Override
    public Optional<UserRates> constantRates() {
      return Optional.of(UserRates.UNLIMITED);
    }
  }

  /** Every user has the same rate. */
  record Fixed(@JsonPropertyDescription("Rate C in bit/s, > 0") double bitPerSecond)
      implements RadioSpec {
    public Fixed {
      Check.positive("bitPerSecond", bitPerSecond);
    }

    @Override
    public Optional<UserRates> constantRates() {
      return Optional.of(new UserRates.Uniform(bitPerSecond));
    }
  }

  /** A rate for each user, by the user's number. */
  record PerUser(
      @JsonPropertyDescription("Rates C_k in bit/s, one for each user, each > 0")
          List<Double> bitPerSecond)
      implements RadioSpec {
    public PerUser {
      bitPerSecond = new UserRates.PerUser(bitPerSecond).bitPerSecond();
    }

    @Override
    public Optional<UserRates> constantRates() {
      return Optional.of(new UserRates.PerUser(bitPerSecond));
    }
  }
}
