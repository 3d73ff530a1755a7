package io.nearfar.model.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RidgeRegressionTest {

  private record Observation(double length, double quality, double y) {
    double[] x() {
      return new double[] {1, length, quality};
    }
  }

  @Test
  void knowsNothingAtFirst() {
    RidgeRegression empty = RidgeRegression.empty(2, 4);

    assertThat(empty.estimate(new double[] {3, 5})).isZero();
    // sqrt((9 + 16) / 4)
    assertThat(empty.deviation(new double[] {3, 4})).isEqualTo(2.5);
  }

  @Test
  void agreesWithOneWorkedByHand() {
    RidgeRegression two =
        RidgeRegression.empty(2, 1).with(new double[] {1, 1}, 3).with(new double[] {1, 0}, 6);

    // A = [3 1; 1 2], b = (9, 3), A^-1 = 1/5 [2 -1; -1 3], theta = (3, 0).
    assertThat(two.estimate(new double[] {1, 0})).isCloseTo(3, within(1e-12));
    assertThat(two.estimate(new double[] {0, 1})).isCloseTo(0, within(1e-12));
    assertThat(two.deviation(new double[] {1, 0})).isCloseTo(Math.sqrt(0.4), within(1e-12));
    assertThat(two.deviation(new double[] {0, 1})).isCloseTo(Math.sqrt(0.6), within(1e-12));
    assertThat(two.deviation(new double[] {1, 1})).isCloseTo(Math.sqrt(0.6), within(1e-12));
  }

  @Test
  void anUpdateLeavesTheOriginalAsItWas() {
    RidgeRegression one = RidgeRegression.empty(1, 1).with(new double[] {1}, 4);
    one.with(new double[] {1}, 100);

    assertThat(one.estimate(new double[] {1})).isEqualTo(2);
  }

  @Test
  void minimisesThePenalisedSquares() {
    RandomGenerator random = new SplittableRandom(3);
    double lambda = 0.5;
    RidgeRegression regression = RidgeRegression.empty(3, lambda);
    List<Observation> seen = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      double length = random.nextDouble();
      double quality = random.nextInt(2);
      double y = 40 - 20 * length - 40 * quality + random.nextGaussian();
      Observation observation = new Observation(length, quality, y);
      seen.add(observation);
      regression = regression.with(observation.x(), y);
    }

    // The gradient is zero: lambda theta = sum of (y - theta x) x.
    for (int i = 0; i < 3; i++) {
      double[] unit = new double[3];
      unit[i] = 1;
      double gradient = -lambda * regression.estimate(unit);
      for (Observation one : seen) {
        gradient += (one.y - regression.estimate(one.x())) * one.x()[i];
      }
      assertThat(gradient).isCloseTo(0, within(1e-8));
    }
  }

  @Test
  void refusesImpossibleNumbers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RidgeRegression.empty(0, 1))
        .withMessage("dimension is 0; it must be at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RidgeRegression.empty(2, 0))
        .withMessage("ridge is 0.0; it must be a finite number > 0");
  }
}
