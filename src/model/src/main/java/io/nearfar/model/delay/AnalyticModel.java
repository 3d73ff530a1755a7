package io.nearfar.model.delay;

import io.nearfar.model.Check;
import io.nearfar.model.inference.ModelPair;
import io.nearfar.model.inference.ModelProfile;
import io.nearfar.model.radio.UserRates;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.Task;

/**
 * The analytic model of a deployment: delay, constraint and reward of any task under either
 * decision.
 *
 * @param pair the deployed models
 * @param rates C_k of each user
 * @param delivery stored or streamed
 * @param bytesPerToken s, > 0
 * @param constraint (4e)
 * @param reward equation (10)
 */
public record AnalyticModel(
    ModelPair pair,
    UserRates rates,
    Delivery delivery,
    double bytesPerToken,
    QualityConstraint constraint,
    Reward reward) {

  public AnalyticModel {
    Check.present("pair", pair);
    Check.present("rates", rates);
    Check.present("delivery", delivery);
    Check.positive("bytesPerToken", bytesPerToken);
    Check.present("constraint", constraint);
    Check.present("reward", reward);
  }

  /**
   * What is to be expected of a task.
   *
   * @param backhaulSeconds t_back as known now, >= 0
   */
  public Prospect prospect(Task task, Decision decision, double backhaulSeconds) {
    ModelProfile model = pair.on(decision.tier());
    ServiceDelay.Link link = new ServiceDelay.Link(delivery, bytesPerToken, bitPerSecond(task));
    ServiceDelay delay = ServiceDelay.of(task, model, decision.tier(), link, backhaulSeconds);
    boolean feasible = feasible(task, decision);
    return new Prospect(decision, delay, feasible, reward.of(delay.totalSeconds(), feasible));
  }

  /**
   * How long a token of a task is on air: 8 s / C.
   *
   * @return seconds, >= 0; 0 where the radio link takes no time
   */
  public double tokenOnAirSeconds(Task task) {
    return 8 * bytesPerToken / bitPerSecond(task);
  }

  /** A client without a place in the cell has no radio share. */
  private double bitPerSecond(Task task) {
    return task.user().isPresent()
        ? rates.bitPerSecond(task.user().getAsInt())
        : Double.POSITIVE_INFINITY;
  }

  /** Whether (4e) holds for a task under a decision. */
  public boolean feasible(Task task, Decision decision) {
    return constraint.of(task.serviceType()).metBy(pair.on(decision.tier()).quality());
  }
}
