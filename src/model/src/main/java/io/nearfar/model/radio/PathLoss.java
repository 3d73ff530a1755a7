package io.nearfar.model.radio;

import io.nearfar.model.Check;

/**
 * Path loss and line-of-sight probability of 3GPP TR 38.901 between a base station and a user
 * outdoors (tables 7.4.1-1 and 7.4.2-1), without shadowing. Distances are horizontal (d2D).
 *
 * <p>The effective environment height is 1 m, as the report has it for users up to 13 m; c is 3.0e8
 * m/s, as in the report.
 *
 * @param propagation the environment
 * @param frequencyHz carrier, in [0.5e9, 100e9]
 * @param baseStationHeightMetres hBS, in (1, 150]; the report itself has 25 m (UMa) and 10 m (UMi)
 * @param userHeightMetres hUT, in [1.5, 22.5]
 */
public record PathLoss(
    Propagation propagation,
    double frequencyHz,
    double baseStationHeightMetres,
    double userHeightMetres) {

  /** The shortest distance the report's formulae are valid for. */
  public static final double MIN_METRES = 10;

  /** The longest distance the report's formulae are valid for. */
  public static final double MAX_METRES = 5000;

  private static final double LIGHT_METRES_PER_SECOND = 3.0e8;
  private static final double ENVIRONMENT_HEIGHT_METRES = 1;

  public PathLoss {
    Check.present("propagation", propagation);
    Check.within("frequencyHz", frequencyHz, 0.5e9, 100e9);
    Check.within("userHeightMetres", userHeightMetres, 1.5, 22.5);
    Check.positive("baseStationHeightMetres", baseStationHeightMetres);
    if (!(baseStationHeightMetres > ENVIRONMENT_HEIGHT_METRES && baseStationHeightMetres <= 150)) {
      throw new IllegalArgumentException(
          "baseStationHeightMetres is "
              + baseStationHeightMetres
              + "; it must be above 1.0 and at most 150.0");
    }
  }

  /** d'BP = 4 (hBS - 1)(hUT - 1) f / c, in metres. */
  public double breakPointMetres() {
    return 4
        * (baseStationHeightMetres - ENVIRONMENT_HEIGHT_METRES)
        * (userHeightMetres - ENVIRONMENT_HEIGHT_METRES)
        * frequencyHz
        / LIGHT_METRES_PER_SECOND;
  }

  /**
   * Path loss in dB.
   *
   * @param distanceMetres d2D, in [10, 5000]
   * @throws IllegalArgumentException outside that range, where the report's formulae do not hold
   */
  public double decibels(boolean lineOfSight, double distanceMetres) {
    Check.within("distanceMetres", distanceMetres, MIN_METRES, MAX_METRES);
    double los = propagation == Propagation.UMA ? umaLos(distanceMetres) : umiLos(distanceMetres);
    if (lineOfSight) {
      return los;
    }
    double lgDistance = lg(distance3dMetres(distanceMetres));
    double aboveStreet = userHeightMetres - 1.5;
    double nlos =
        switch (propagation) {
          case UMA -> 13.54 + 39.08 * lgDistance + 20 * lgGigahertz() - 0.6 * aboveStreet;
          case UMI -> 22.4 + 35.3 * lgDistance + 21.3 * lgGigahertz() - 0.3 * aboveStreet;
        };
    return Math.max(los, nlos);
  }

  /** 18 lg d3D(d'BP) is the report's 9 lg(d'BP^2 + (hBS - hUT)^2); below, 19 lg is its 9.5 lg. */
  private double umaLos(double distanceMetres) {
    double lgDistance = lg(distance3dMetres(distanceMetres));
    double breakPoint = breakPointMetres();
    return distanceMetres <= breakPoint
        ? 28 + 22 * lgDistance + 20 * lgGigahertz()
        : 28 + 40 * lgDistance + 20 * lgGigahertz() - 18 * lg(distance3dMetres(breakPoint));
  }

  private double umiLos(double distanceMetres) {
    double lgDistance = lg(distance3dMetres(distanceMetres));
    double breakPoint = breakPointMetres();
    return distanceMetres <= breakPoint
        ? 32.4 + 21 * lgDistance + 20 * lgGigahertz()
        : 32.4 + 40 * lgDistance + 20 * lgGigahertz() - 19 * lg(distance3dMetres(breakPoint));
  }

  /** d3D: from antenna to antenna. */
  private double distance3dMetres(double distanceMetres) {
    return Math.hypot(distanceMetres, baseStationHeightMetres - userHeightMetres);
  }

  private static double lg(double value) {
    return Math.log10(value);
  }

  private double lgGigahertz() {
    return lg(frequencyHz / 1e9);
  }

  /**
   * The probability that a user sees the base station.
   *
   * @param distanceMetres d2D, in [0, 5000]
   */
  public double lineOfSightProbability(double distanceMetres) {
    Check.within("distanceMetres", distanceMetres, 0, MAX_METRES);
    if (distanceMetres <= 18) {
      return 1;
    }
    double near = 18 / distanceMetres;
    double decay = propagation == Propagation.UMA ? 63 : 36;
    double street = near + Math.exp(-distanceMetres / decay) * (1 - near);
    if (propagation == Propagation.UMI || userHeightMetres <= 13) {
      return street;
    }
    double height = Math.pow((userHeightMetres - 13) / 10, 1.5);
    double hundreds = distanceMetres / 100;
    double lift =
        1 + height * 1.25 * hundreds * hundreds * hundreds * Math.exp(-distanceMetres / 150);
    // Just beyond 18 m the formula of the report exceeds 1 for users high up.
    return Math.min(1, street * lift);
  }
}
