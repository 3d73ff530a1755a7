package io.nearfar.model.policy;

import io.nearfar.model.Check;
import io.nearfar.model.task.Decision;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A rule on the analytic model: offloads a task that needs the quality of the cloud, and of the
 * others those whose delay shrinks by more than a threshold.
 *
 * <p>It is the {@link OraclePolicy} with one change: among two feasible decisions the oracle takes
 * the faster one however little it gains, and this policy asks for a least gain before it uses the
 * backhaul and the cloud, which others want too. With a threshold of 0 the two are equal; a
 * negative one offloads at a loss of up to that much.
 *
 * @param gainSeconds t_total of local minus t_total of offload above which is offloaded; finite
 */
public record ThresholdPolicy(double gainSeconds) implements OffloadingPolicy {

  public ThresholdPolicy {
    Check.finite("gainSeconds", gainSeconds);
  }

  @Override
  public CompletionStage<Choice> decide(Situation situation, long index) {
    return CompletableFuture.completedFuture(Choice.of(decision(situation), Origin.RULE));
  }

  private Decision decision(Situation situation) {
    if (!situation.local().feasible() || !situation.offload().feasible()) {
      return situation.bestEffort().decision();
    }
    double gain =
        situation.local().delay().totalSeconds() - situation.offload().delay().totalSeconds();
    return gain > gainSeconds ? Decision.OFFLOAD : Decision.LOCAL;
  }
}
