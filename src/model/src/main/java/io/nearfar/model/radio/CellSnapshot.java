package io.nearfar.model.radio;

import io.nearfar.model.Check;
import java.util.List;

/**
 * A cell during one epoch.
 *
 * @param epoch its number, >= 0
 * @param users each user of the cell, by its number
 */
public record CellSnapshot(long epoch, List<UserLink> users) {

  public CellSnapshot {
    users = List.copyOf(users);
  }

  /**
   * The link of a user to the serving site, which is the origin.
   *
   * @param xMetres east of the site
   * @param yMetres north of the site
   * @param lineOfSight whether the user sees the serving site
   * @param lossDb path loss to the serving site, with shadowing and without antenna gains
   * @param meanSinrDb mean signal over mean interference and noise, with shadowing: what it is
   *     without the fading
   * @param bitPerSecond C_k, the mean over the averaged slots, >= 0; 0 for a user that the
   *     scheduler never served
   */
  public record UserLink(
      double xMetres,
      double yMetres,
      boolean lineOfSight,
      double lossDb,
      double meanSinrDb,
      double bitPerSecond) {
    public UserLink {
      Check.nonNegative("bitPerSecond", bitPerSecond);
    }

    /** d2D to the serving site, in metres. */
    public double distanceMetres() {
      return Math.hypot(xMetres, yMetres);
    }
  }

  /**
   * The rates of this epoch.
   *
   * @throws IllegalStateException when a user was never served, so that nothing can be said of its
   *     delay
   */
  public UserRates rates() {
    for (int user = 0; user < users.size(); user++) {
      if (users.get(user).bitPerSecond() == 0) {
        throw new IllegalStateException(
            "user "
                + user
                + " of the cell was never served in epoch "
                + epoch
                + ", so its tasks would never end\nUse another scheduler than max-rate, or average"
                + " over more slots.");
      }
    }
    return new UserRates.PerUser(users.stream().map(UserLink::bitPerSecond).toList());
  }
}
