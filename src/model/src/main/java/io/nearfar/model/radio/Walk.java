package io.nearfar.model.radio;

import java.util.random.RandomGenerator;

/** Where one user is: uniform in the serving hexagon at the minimum distance, then as it moves. */
final class Walk {

  private final SiteGrid grid;
  private final double minMetres;
  private final RandomGenerator random;
  private double x;
  private double y;

  /**
   * Places the user.
   *
   * @param minMetres at most the hexagon's inradius, so that a place is found in few draws
   */
  Walk(SiteGrid grid, double minMetres, RandomGenerator random) {
    this.grid = grid;
    this.minMetres = minMetres;
    this.random = random;
    do {
      draw();
    } while (Math.hypot(x, y) < minMetres);
  }

  /** Moves the user from its place to where it is after this time; once. */
  void advance(Mobility mobility, double seconds) {
    if (mobility instanceof Mobility.RandomWaypoint waypoints) {
      double left = seconds;
      while (left > 0) {
        left = leg(waypoints, left);
      }
    }
  }

  /** Walks one leg and rests; returns the time left after both. */
  private double leg(Mobility.RandomWaypoint waypoints, double seconds) {
    double fromX = x;
    double fromY = y;
    do {
      draw();
    } while (clearanceMetres(fromX, fromY, x, y) < minMetres);
    double walking = Math.hypot(x - fromX, y - fromY) / waypoints.speedMetresPerSecond();
    if (seconds < walking) {
      x = fromX + (x - fromX) * (seconds / walking);
      y = fromY + (y - fromY) * (seconds / walking);
    }
    return seconds - walking - waypoints.pauseSeconds();
  }

  private void draw() {
    do {
      x = (2 * random.nextDouble() - 1) * grid.inradiusMetres();
      y = (2 * random.nextDouble() - 1) * grid.circumradiusMetres();
    } while (!grid.serves(x, y));
  }

  /** How near the straight way comes to the base station. */
  private static double clearanceMetres(double fromX, double fromY, double toX, double toY) {
    double dx = toX - fromX;
    double dy = toY - fromY;
    double along = -(fromX * dx + fromY * dy) / (dx * dx + dy * dy);
    double nearest = Math.max(0, Math.min(1, along));
    return Math.hypot(fromX + nearest * dx, fromY + nearest * dy);
  }

  double xMetres() {
    return x;
  }

  double yMetres() {
    return y;
  }
}
