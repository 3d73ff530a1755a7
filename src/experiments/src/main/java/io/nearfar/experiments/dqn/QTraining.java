package io.nearfar.experiments.dqn;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.Tracker;
import io.nearfar.experiments.dqn.ReplayBuffer.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Trains a {@link QNetwork} with PyTorch: mean squared error between the network's Q of what was
 * decided and the scaled reward, one step of Adam a batch. Not for use by several threads.
 *
 * <p>Weights begin uniform in +-sqrt(6 / inputs) (He et al. 2015), those of the last layer at zero:
 * before any training both decisions have Q = 0, and none is preferred.
 */
final class QTraining implements AutoCloseable {

  /** DJL collects the gradients of one training at a time in a process, and fails on a second. */
  private static final Object ONE_AT_A_TIME = new Object();

  private final Engine engine;
  private final NDManager manager;
  private final Adam adam;
  private final List<NDArray> weights = new ArrayList<>();
  private final List<NDArray> biases = new ArrayList<>();

  /**
   * An untrained network.
   *
   * @param hiddenUnits units of each hidden layer; empty for a linear model
   * @param learningRate of Adam, > 0
   * @param draws where the first weights come from
   */
  QTraining(List<Integer> hiddenUnits, double learningRate, RandomGenerator draws) {
    engine = PyTorch.engine();
    manager = engine.newBaseManager(Device.cpu());
    adam = new OwnedAdam(learningRate, manager);
    int inputs = QNetwork.INPUTS;
    for (int units : hiddenUnits) {
      layer(inputs, units, Math.sqrt(6.0 / inputs), draws);
      inputs = units;
    }
    layer(inputs, QNetwork.OUTPUTS, 0, draws);
  }

  private void layer(int inputs, int outputs, double bound, RandomGenerator draws) {
    float[] initial = new float[inputs * outputs];
    for (int i = 0; i < initial.length; i++) {
      initial[i] = (float) (bound * (2 * draws.nextDouble() - 1));
    }
    weights.add(trainable(manager.create(initial, new Shape(inputs, outputs))));
    biases.add(trainable(manager.create(new float[outputs])));
  }

  private static NDArray trainable(NDArray array) {
    array.setRequiresGradient(true);
    return array;
  }

  /** One training step; the network after it. */
  QNetwork step(Outcome... batch) {
    synchronized (ONE_AT_A_TIME) {
      try (NDManager memory = manager.newSubManager();
          GradientCollector gradients = engine.newGradientCollector()) {
        gradients.backward(loss(memory, batch));
        for (int layer = 0; layer < weights.size(); layer++) {
          update("weights " + layer, weights.get(layer));
          update("biases " + layer, biases.get(layer));
        }
      }
    }
    return network();
  }

  private NDArray loss(NDManager memory, Outcome... batch) {
    float[] states = new float[batch.length * QNetwork.INPUTS];
    float[] decided = new float[batch.length * QNetwork.OUTPUTS];
    float[] targets = new float[batch.length];
    for (int i = 0; i < batch.length; i++) {
      states[i * QNetwork.INPUTS] = batch[i].length();
      states[i * QNetwork.INPUTS + 1] = batch[i].quality();
      decided[i * QNetwork.OUTPUTS + QNetwork.output(batch[i].decision())] = 1;
      targets[i] = batch[i].target();
    }
    NDArray values = values(memory.create(states, new Shape(batch.length, QNetwork.INPUTS)));
    NDArray mask = memory.create(decided, new Shape(batch.length, QNetwork.OUTPUTS));
    return values.mul(mask).sum(new int[] {1}).sub(memory.create(targets)).square().mean();
  }

  private NDArray values(NDArray states) {
    NDArray x = states;
    for (int layer = 0; layer < weights.size(); layer++) {
      x = x.matMul(weights.get(layer)).add(biases.get(layer));
      if (layer < weights.size() - 1) {
        x = Activation.relu(x);
      }
    }
    return x;
  }

  private void update(String name, NDArray parameter) {
    try (NDArray gradient = parameter.getGradient()) {
      adam.update(name, parameter, gradient);
    }
  }

  /** The network as it is now. */
  QNetwork network() {
    List<QNetwork.Layer> layers = new ArrayList<>();
    for (int layer = 0; layer < weights.size(); layer++) {
      layers.add(
          new QNetwork.Layer(weights.get(layer).toFloatArray(), biases.get(layer).toFloatArray()));
    }
    return new QNetwork(layers);
  }

  /** How many native arrays are held. */
  int heldArrays() {
    return manager.getManagedArrays().size();
  }

  @Override
  public void close() {
    manager.close();
  }

  /** Adam whose moments are closed with the network: DJL detaches them from every manager. */
  private static final class OwnedAdam extends Adam {

    private final NDManager owner;

    OwnedAdam(double learningRate, NDManager owner) {
      super(Adam.builder().optLearningRateTracker(Tracker.fixed((float) learningRate)));
      this.owner = owner;
    }

    @Override
    protected NDArray withDefaultState(
        Map<String, Map<Device, NDArray>> states,
        String key,
        Device device,
        Function<String, NDArray> initial) {
      NDArray moment = super.withDefaultState(states, key, device, initial);
      moment.attach(owner);
      return moment;
    }
  }
}
