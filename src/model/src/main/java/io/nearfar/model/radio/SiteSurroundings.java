package io.nearfar.model.radio;

import io.nearfar.model.random.RandomStreams;

/**
 * What stands around a site: who sees it, and how deep the shadows are. Two users near each other
 * see nearly the same; sites are independent of each other (TR 38.901, section 7.5, step 4).
 */
final class SiteSurroundings {

  private final PathLoss pathLoss;
  private final GaussianField sightReal;
  private final GaussianField sightImaginary;
  private final GaussianField losShadow;
  private final GaussianField nlosShadow;

  SiteSurroundings(PathLoss pathLoss, int site, RandomStreams random) {
    this.pathLoss = pathLoss;
    Propagation propagation = pathLoss.propagation();
    // The power of a complex normal field decorrelates twice as fast as the field.
    double sightMetres = 2 * Propagation.SIGHT_CORRELATION_METRES;
    sightReal = new GaussianField(sightMetres, random.sequence("cell-sight-real", site));
    sightImaginary = new GaussianField(sightMetres, random.sequence("cell-sight-imaginary", site));
    losShadow =
        new GaussianField(
            propagation.shadowingCorrelationMetres(true), random.sequence("cell-los-shadow", site));
    nlosShadow =
        new GaussianField(
            propagation.shadowingCorrelationMetres(false),
            random.sequence("cell-nlos-shadow", site));
  }

  /**
   * Whether a user at this point sees the site: a uniform value, correlated over 50 m (TR 38.901,
   * table 7.6.3.1-2), is below the line-of-sight probability. It is uniform since the power of a
   * complex normal value is exponential.
   */
  boolean sees(double xMetres, double yMetres, double distanceMetres) {
    double real = sightReal.at(xMetres, yMetres);
    double imaginary = sightImaginary.at(xMetres, yMetres);
    double uniform = Math.exp(-(real * real + imaginary * imaginary) / 2);
    return uniform < pathLoss.lineOfSightProbability(distanceMetres);
  }

  /** Shadowing in dB, to be added to the path loss; of either sign. */
  double shadowingDecibels(boolean lineOfSight, double xMetres, double yMetres) {
    GaussianField field = lineOfSight ? losShadow : nlosShadow;
    return pathLoss.propagation().shadowingDecibels(lineOfSight) * field.at(xMetres, yMetres);
  }
}
