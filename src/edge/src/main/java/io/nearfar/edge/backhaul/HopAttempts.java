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
  private Throwable givenUp;

  HopAttempts(Supplier<HopAttempt> fresh) {
    this.fresh = fresh;
  }

  /** The reply of a new attempt. */
  synchronized Uni<CloudReply> next() {
    if (givenUp != null) {
      return Uni.createFrom().failure(givenUp);
    }
    current = fresh.get();
    return current.reply();
  }

  /**
   * Ends the attempt under way; there will be no other.
   *
   * @param why what the guard is told, since the one who waited has gone
   */
  synchronized void giveUp(Throwable why) {
    givenUp = why;
    if (current != null) {
      current.giveUp(why);
    }
  }
}
