package io.nearfar.model.radio;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.nearfar.model.Check;

/** Who gets a resource block: z of equation (2), one user per block and slot. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "discipline")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Scheduler.ProportionalFair.class, name = "proportional-fair"),
  @JsonSubTypes.Type(value = Scheduler.RoundRobin.class, name = "round-robin"),
  @JsonSubTypes.Type(value = Scheduler.MaxRate.class, name = "max-rate")
})
public sealed interface Scheduler {

  /**
   * A fresh allocation of blocks to users 0 to {@code users} - 1. Not for use by several threads.
   */
  Allocation start(int users);

  /** Slots until the past does not show any more; they are not averaged. */
  int warmUpSlots();

  /** Assigns blocks slot by slot. */
  @FunctionalInterface
  interface Allocation {
    /**
     * Assigns every block of the next slot.
     *
     * @param bitPerSecond what each block would carry, by user and block, each >= 0
     * @param winner receives the user of each block
     */
    void next(double[][] bitPerSecond, int[] winner);
  }

  /** The user with the largest rate over its mean served rate, ties to the lowest number. */
  record ProportionalFair(
      @JsonPropertyDescription(
              "Time constant tc of the mean served rate in slots, 1 to 100000; default: 99")
          Integer timeConstantSlots)
      implements Scheduler {

    /** In bit/s: small against any rate; the warm-up forgets it. */
    private static final double INITIAL_AVERAGE = 1;

    public ProportionalFair {
      timeConstantSlots =
          timeConstantSlots == null
              ? 99
              : Check.within("timeConstantSlots", timeConstantSlots, 1, 100_000);
    }

    @Override
    public Allocation start(int users) {
      return new FairAllocation(users, timeConstantSlots, INITIAL_AVERAGE);
    }

    @Override
    public int warmUpSlots() {
      return 10 * timeConstantSlots;
    }
  }

  /** Each block goes to the next user in turn, over blocks and slots. */
  record RoundRobin() implements Scheduler {
    @Override
    public Allocation start(int users) {
      int[] next = {0};
      return (bitPerSecond, winner) -> {
        for (int block = 0; block < winner.length; block++) {
          winner[block] = next[0];
          next[0] = (next[0] + 1) % users;
        }
      };
    }

    @Override
    public int warmUpSlots() {
      return 0;
    }
  }

  /** The user with the largest rate, ties to the lowest number. A weak user may never be served. */
  record MaxRate() implements Scheduler {
    @Override
    public Allocation start(int users) {
      return (bitPerSecond, winner) -> {
        for (int block = 0; block < winner.length; block++) {
          int best = 0;
          for (int user = 1; user < users; user++) {
            if (bitPerSecond[user][block] > bitPerSecond[best][block]) {
              best = user;
            }
          }
          winner[block] = best;
        }
      };
    }

    @Override
    public int warmUpSlots() {
      return 0;
    }
  }
}
