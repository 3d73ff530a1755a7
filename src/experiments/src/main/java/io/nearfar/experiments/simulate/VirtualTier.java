package io.nearfar.experiments.simulate;

import io.nearfar.experiments.workload.Arrival;
import io.nearfar.model.delay.Delivery;
import io.nearfar.model.inference.Contention;
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
 * A tier on the virtual clock: what a gateway would measure of a task that is generated there.
 *
 * <p>Without jitter and contention the measured values are the analytic ones, to the bit. With
 * jitter, a task's draws depend on its number and the tier alone, so that two policies that send it
 * to the same tier see it take the same time. With {@link Contention} that time also depends on who
 * else is there. The hop takes every task as long, so that it changes nothing in their order.
 */
final class VirtualTier {

  private final ModelProfile model;
  private final boolean streamed;
  private final OptionalDouble backhaul;
  private final boolean jitters;
  private final RandomStreams.Indexed seeds;
  private final VirtualQueue queue;

  VirtualTier(Scenario scenario, Tier tier) {
    model = scenario.pair().on(tier);
    streamed = scenario.delivery() == Delivery.STREAMED;
    backhaul =
        tier == Tier.CLOUD ? OptionalDouble.of(scenario.backhaulSeconds()) : OptionalDouble.empty();
    jitters = !(model.jitter() instanceof Jitter.None);
    seeds = scenario.random().indexed("jitter-" + tier);
    queue = new VirtualQueue(model.contention());
  }

  /** The name of the model that runs here. */
  String modelName() {
    return model.name();
  }

  /** What is measured of the next task, which arrives after all before it. */
  Timing measure(Arrival arrival) {
    Task task = arrival.task();
    VirtualQueue.Admission admission = queue.admit(arrival.atSeconds());
    Contention contention = model.contention();
    // An answer that is stored first is counted with n TPOT, a streamed one with its n - 1 gaps.
    int gaps = streamed ? task.outputTokens() - 1 : task.outputTokens();
    double ttft =
        model.ttftSeconds(task.promptTokens()) * contention.ttftFactor(admission.running());
    double tpot = model.tpotSeconds() * contention.tpotFactor(admission.running());
    double decoding = gaps * tpot;
    if (jitters) {
      Jitter.Factors factors = model.jitter().factors(generator(arrival.index()));
      ttft *= factors.next();
      decoding = 0;
      for (int gap = 0; gap < gaps; gap++) {
        decoding += tpot * factors.next();
      }
      tpot = decoding / gaps;
    }
    queue.end(admission.atSeconds() + ttft + decoding);
    double hop = backhaul.orElse(0);
    ttft += admission.atSeconds() - arrival.atSeconds();
    return new Timing(
        streamed ? OptionalDouble.of(hop + ttft) : OptionalDouble.empty(),
        streamed && gaps > 0 ? OptionalDouble.of(tpot) : OptionalDouble.empty(),
        hop + (ttft + decoding),
        backhaul);
  }

  /** A generator of a task's own, seeded by the task's draw of the tier's stream. */
  private SplittableRandom generator(int index) {
    return new SplittableRandom(Double.doubleToLongBits(seeds.uniform(index)));
  }
}
