package io.nearfar.edge.decision;

import io.nearfar.model.policy.Choice;
import io.nearfar.model.policy.Situation;
import io.nearfar.model.scenario.DeployedPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** Asks the policy in force; tasks are numbered in order of arrival. */
@ApplicationScoped
public class DecisionMaker {

  private final DeployedPolicy deployed;
  private final AtomicLong arrivals = new AtomicLong();

  DecisionMaker(DeployedPolicy deployed) {
    this.deployed = deployed;
  }

  /**
   * Decides; complete already unless a remote model is asked, and then completed on a thread of its
   * own.
   */
  public CompletionStage<Choice> decide(Situation situation) {
    return deployed.policy().decide(situation, arrivals.getAndIncrement());
  }

  /** How many tasks the policy has decided. */
  public long decided() {
    return arrivals.get();
  }

  /** Epsilon of the next task. */
  public double epsilon() {
    return deployed.exploration().epsilon(arrivals.get());
  }
}
