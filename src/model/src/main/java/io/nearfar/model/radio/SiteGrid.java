package io.nearfar.model.radio;

import io.nearfar.model.Check;

/**
 * Hexagonal sites around a serving site at the origin. Each site's cell is the hexagon of the
 * points that are nearest to it; neighbours are one inter-site distance away, the first of them
 * along the x axis.
 */
final class SiteGrid {

  private static final double ROOT_3 = Math.sqrt(3);

  private final double interSiteMetres;
  private final double[] x;
  private final double[] y;

  /**
   * Site 0 is the serving one; the others are numbered ring by ring.
   *
   * @param rings rings of sites around it, >= 0
   */
  SiteGrid(double interSiteMetres, int rings) {
    this.interSiteMetres = Check.positive("interSiteMetres", interSiteMetres);
    int sites = 1 + 3 * Check.atLeast("rings", rings, 0) * (rings + 1);
    x = new double[sites];
    y = new double[sites];
    int site = 1;
    for (int ring = 1; ring <= rings; ring++) {
      for (int a = -ring; a <= ring; a++) {
        for (int b = -ring; b <= ring; b++) {
          if (Math.max(Math.abs(a + b), Math.max(Math.abs(a), Math.abs(b))) == ring) {
            x[site] = interSiteMetres * (a + b / 2.0);
            y[site] = interSiteMetres * (b * ROOT_3 / 2);
            site++;
          }
        }
      }
    }
  }

  int sites() {
    return x.length;
  }

  double distanceMetres(int site, double xMetres, double yMetres) {
    return Math.hypot(xMetres - x[site], yMetres - y[site]);
  }

  /** Half the width of the serving hexagon along x; it touches the inscribed circle. */
  double inradiusMetres() {
    return interSiteMetres / 2;
  }

  /** From the serving site to a corner of its hexagon. */
  double circumradiusMetres() {
    return interSiteMetres / ROOT_3;
  }

  /** Whether a point lies in the serving hexagon. */
  boolean serves(double xMetres, double yMetres) {
    double alongX = Math.abs(xMetres);
    double slanted = alongX / 2 + Math.abs(yMetres) * ROOT_3 / 2;
    return alongX <= inradiusMetres() && slanted <= inradiusMetres();
  }
}
