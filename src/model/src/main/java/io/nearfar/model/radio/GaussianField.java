package io.nearfar.model.radio;

import java.util.random.RandomGenerator;

/**
 * A standard normal value for each point of the plane, correlated exp(-d / correlation distance)
 * between points d apart: Gudmundson's model of shadowing, as TR 38.901 has it.
 *
 * <p>The field is a sum of plane waves with random phases (X. Cai, G. B. Giannakis, IEEE Trans.
 * Vehicular Technology 52(6), 2003; QuaDRiGa's method for TR 38.901). The wave vectors have the
 * two-dimensional Cauchy distribution, whose characteristic function is that correlation, so mean,
 * variance and correlation are exact over seeds, at any two points and at any time, and a moving
 * user sees a continuous field. The sum of 256 waves is normal to a kurtosis of 3 - 1.5/256.
 */
final class GaussianField {

  private static final int WAVES = 256;
  private static final double AMPLITUDE = Math.sqrt(2.0 / WAVES);

  private final double[] waveX = new double[WAVES];
  private final double[] waveY = new double[WAVES];
  private final double[] phase = new double[WAVES];

  GaussianField(double correlationMetres, RandomGenerator random) {
    for (int wave = 0; wave < WAVES; wave++) {
      // Radius by inversion: F(r) = 1 - 1 / sqrt(1 + (r d)^2).
      double tail = 1 - random.nextDouble();
      double radius = Math.sqrt(1 / (tail * tail) - 1) / correlationMetres;
      double direction = 2 * Math.PI * random.nextDouble();
      waveX[wave] = radius * Math.cos(direction);
      waveY[wave] = radius * Math.sin(direction);
      phase[wave] = 2 * Math.PI * random.nextDouble();
    }
  }

  double at(double xMetres, double yMetres) {
    double sum = 0;
    for (int wave = 0; wave < WAVES; wave++) {
      sum += Math.cos(waveX[wave] * xMetres + waveY[wave] * yMetres + phase[wave]);
    }
    return AMPLITUDE * sum;
  }
}
