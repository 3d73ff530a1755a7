package io.nearfar.edge.cell;

import io.nearfar.model.radio.CellSnapshot;
import io.nearfar.model.radio.CellSpec;
import io.nearfar.model.radio.Propagation;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The cell in force.
 *
 * @param epoch its number; a new one begins every {@code updateSeconds}
 * @param updateSeconds null when nothing is computed anew
 * @param pacing whether tokens are delivered at the users' rates
 * @param propagation environment of 3GPP TR 38.901
 * @param interSiteDistanceMetres from the serving site, which is the origin, to its neighbours
 * @param users each user, by its number
 */
public record CellView(
    long epoch,
    Double updateSeconds,
    boolean pacing,
    Propagation propagation,
    double interSiteDistanceMetres,
    List<User> users) {

  /**
   * A user and its link to the serving site.
   *
   * @param user its number
   * @param xMetres east of the site
   * @param yMetres north of the site
   * @param distanceMetres horizontal distance to the site
   * @param lineOfSight whether it sees the site
   * @param meanSinrDb mean signal over mean interference and noise, fading left out
   * @param bitPerSecond rate in force
   */
  public record User(
      int user,
      double xMetres,
      double yMetres,
      double distanceMetres,
      boolean lineOfSight,
      double meanSinrDb,
      double bitPerSecond) {}

  static CellView of(CellSpec spec, CellSnapshot snapshot) {
    List<User> users =
        IntStream.range(0, snapshot.users().size())
            .mapToObj(user -> user(user, snapshot.users().get(user)))
            .toList();
    return new CellView(
        snapshot.epoch(),
        spec.updateSeconds(),
        spec.pacing(),
        spec.propagation(),
        spec.sites().interSiteDistanceMetres(),
        users);
  }

  private static User user(int number, CellSnapshot.UserLink link) {
    return new User(
        number,
        link.xMetres(),
        link.yMetres(),
        link.distanceMetres(),
        link.lineOfSight(),
        link.meanSinrDb(),
        link.bitPerSecond());
  }
}
