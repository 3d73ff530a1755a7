package io.nearfar.edge.backhaul;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/**
 * The attempts of one hop, one after the other, until nobody waits for it any more. The guard
 * around them does not pass a cancellation on, and would try again for nobody.
 */
final class HopAttempts {

  private final Supplier<HopAttempt> fresh;
  private HopAttempt current;
  private boolean givenUp;

  HopAttempts(Supplier<HopAttempt> fresh) {
    this.fresh = fresh;
  }

  /** The reply of a new attempt. */
  synchronized Uni<CloudReply> next() {
    if (givenUp) {
      return Uni.createFrom().failure(HopAttempt.givenUp());
    }
    current = fresh.get();
    return current.reply();
  }

  /** Ends the attempt under way; there will be no other. */
  synchronized void giveUp() {
    givenUp = true;
    if (current != null) {
      current.giveUp();
    }
  }
}
