package io.nearfar.model.policy;

import io.nearfar.model.Check;

/**
 * Ridge regression of y on a vector x of d features; a value, whose update is another one.
 *
 * <pre>
 *   A = lambda I + sum of x x^T     b = sum of y x     theta = A^-1 b
 * </pre>
 */
final class RidgeRegression {

  private final double[][] a;
  private final double[] b;
  private final double[][] inverse;
  private final double[] theta;

  private RidgeRegression(double[][] a, double[] b) {
    this.a = a;
    this.b = b;
    inverse = inverse(a);
    theta = new double[b.length];
    for (int i = 0; i < b.length; i++) {
      theta[i] = dot(inverse[i], b);
    }
  }

  /**
   * The regression before any observation: theta is zero.
   *
   * @param dimension d, >= 1
   * @param lambda > 0
   */
  static RidgeRegression empty(int dimension, double lambda) {
    Check.atLeast("dimension", dimension, 1);
    Check.positive("ridge", lambda);
    double[][] a = new double[dimension][dimension];
    for (int i = 0; i < dimension; i++) {
      a[i][i] = lambda;
    }
    return new RidgeRegression(a, new double[dimension]);
  }

  /** The regression with one observation more. */
  RidgeRegression with(double[] x, double y) {
    double[][] nextA = new double[x.length][];
    double[] nextB = b.clone();
    for (int i = 0; i < x.length; i++) {
      nextA[i] = a[i].clone();
      for (int j = 0; j < x.length; j++) {
        nextA[i][j] += x[i] * x[j];
      }
      nextB[i] += y * x[i];
    }
    return new RidgeRegression(nextA, nextB);
  }

  /** The expected y at x: theta x. */
  double estimate(double[] x) {
    return dot(theta, x);
  }

  /** The standard deviation of the estimate at x over that of y: sqrt(x^T A^-1 x). */
  double deviation(double[] x) {
    double square = 0;
    for (int i = 0; i < x.length; i++) {
      square += x[i] * dot(inverse[i], x);
    }
    return Math.sqrt(Math.max(0, square));
  }

  private static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  /** Gauss-Jordan elimination; a positive definite matrix needs no pivoting. */
  private static double[][] inverse(double[][] matrix) {
    int d = matrix.length;
    double[][] left = new double[d][];
    double[][] right = new double[d][d];
    for (int i = 0; i < d; i++) {
      left[i] = matrix[i].clone();
      right[i][i] = 1;
    }
    for (int pivot = 0; pivot < d; pivot++) {
      scale(left[pivot], right[pivot], 1 / left[pivot][pivot]);
      for (int row = 0; row < d; row++) {
        if (row != pivot) {
          subtract(left, right, row, pivot);
        }
      }
    }
    return right;
  }

  private static void scale(double[] left, double[] right, double factor) {
    for (int j = 0; j < left.length; j++) {
      left[j] *= factor;
      right[j] *= factor;
    }
  }

  private static void subtract(double[][] left, double[][] right, int row, int pivot) {
    double factor = left[row][pivot];
    for (int j = 0; j < left.length; j++) {
      left[row][j] -= factor * left[pivot][j];
      right[row][j] -= factor * right[pivot][j];
    }
  }
}
