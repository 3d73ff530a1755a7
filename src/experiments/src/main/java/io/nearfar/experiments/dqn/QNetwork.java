package io.nearfar.experiments.dqn;

import io.nearfar.model.task.Decision;
import java.util.List;

/**
 * A fully connected network from the state of a task to Q of either decision, as plain arrays: a
 * decision costs a microsecond and no native call. A value; training makes another one.
 */
final class QNetwork {

  /** Inputs: length and quality of a task. */
  static final int INPUTS = 2;

  /** Outputs: one for each decision. */
  static final int OUTPUTS = 2;

  private final List<Layer> layers;

  /** A network of these layers; all but the last are followed by max(0, x). */
  QNetwork(List<Layer> layers) {
    this.layers = List.copyOf(layers);
  }

  /** The output that is Q of a decision. */
  static int output(Decision decision) {
    return decision == Decision.LOCAL ? 0 : 1;
  }

  /** One layer: y = x W + b. */
  static final class Layer {

    private final float[] weights;
    private final float[] biases;

    /**
     * A layer.
     *
     * @param weights W by rows: the weight from input i to output j is at i times outputs plus j
     * @param biases b
     */
    Layer(float[] weights, float[] biases) {
      this.weights = weights;
      this.biases = biases;
    }

    private float[] apply(float[] x) {
      float[] y = biases.clone();
      for (int i = 0; i < x.length; i++) {
        for (int j = 0; j < y.length; j++) {
          y[j] += x[i] * weights[i * y.length + j];
        }
      }
      return y;
    }
  }

  /** Q of both decisions at their {@link #output}, scaled as the targets were. */
  float[] values(float length, float quality) {
    float[] x = {length, quality};
    for (int layer = 0; layer < layers.size(); layer++) {
      x = layers.get(layer).apply(x);
      if (layer < layers.size() - 1) {
        rectify(x);
      }
    }
    return x;
  }

  private static void rectify(float[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.max(0, x[i]);
    }
  }
}
