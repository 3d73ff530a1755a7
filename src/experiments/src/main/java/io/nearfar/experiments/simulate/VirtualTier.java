package io.nearfar.experiments.simulate;

import io.nearfar.model.delay.Delivery;
import io.nearfar.model.inference.Jitter;
import io.nearfar.model.inference.ModelProfile;
import io.nearfar.model.outcome.Timing;
import io.nearfar.model.random.RandomStreams;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.task.Task;
import io.nearfar.model.task.Tier;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * A tier on the virtual clock: what a gateway would measure of a task that is generated there. The
 * model is never busy: every task starts when it arrives.
 *
 * <p>Without jitter the measured values are the analytic ones, to the bit. With it, a task's draws
 * depend on its number and the tier alone, so that two policies that send it to the same tier see
 * it take the same time.
 */
final class VirtualTier {

  private final ModelProfile model;
  private final boolean streamed;
  private final OptionalDouble backhaul;
  private final boolean jitters;
  private final RandomStreams.Indexed seeds;

  VirtualTier(Scenario scenario, Tier tier) {
    model = scenario.pair().on(tier);
    streamed = scenario.delivery() == Delivery.STREAMED;
    backhaul =
        tier == Tier.CLOUD ? OptionalDouble.of(scenario.backhaulSeconds()) : OptionalDouble.empty();
    jitters = !(model.jitter() instanceof Jitter.None);
    seeds = scenario.random().indexed("jitter-" + tier);
  }

  /** The name of the model that runs here. */
  String modelName() {
    return model.name();
  }

  /** What is measured of the task with this number. */
  Timing measure(Task task, int index) {
    // An answer that is stored first is counted with n TPOT, a streamed one with its n - 1 gaps.
    int gaps = streamed ? task.outputTokens() - 1 : task.outputTokens();
    double ttft = model.ttftSeconds(task.promptTokens());
    double decoding = gaps * model.tpotSeconds();
    if (jitters) {
      Jitter.Factors factors = model.jitter().factors(generator(index));
      ttft *= factors.next();
      decoding = 0;
      for (int gap = 0; gap < gaps; gap++) {
        decoding += model.tpotSeconds() * factors.next();
      }
    }
    double hop = backhaul.orElse(0);
    return new Timing(
        streamed ? OptionalDouble.of(hop + ttft) : OptionalDouble.empty(),
        streamed && gaps > 0 ? OptionalDouble.of(tpot(decoding, gaps)) : OptionalDouble.empty(),
        hop + (ttft + decoding),
        backhaul);
  }

  private double tpot(double decodingSeconds, int gaps) {
    return jitters ? decodingSeconds / gaps : model.tpotSeconds();
  }

  /** A generator of a task's own, seeded by the task's draw of the tier's stream. */
  private SplittableRandom generator(int index) {
    return new SplittableRandom(Double.doubleToLongBits(seeds.uniform(index)));
  }
}
