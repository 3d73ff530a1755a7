package io.nearfar.experiments.result;

import io.nearfar.model.Check;
import java.util.OptionalDouble;

/**
 * The tasks of one seed's run in numbers: those of a tier and a service type, or of all tiers
 * ({@code both}) or all types ({@code all}). Means, percentiles and shares are over the tasks of
 * the row, and empty without any.
 *
 * @param seed of the run
 * @param tier who generated: {@code edge}, {@code cloud} or {@code both}
 * @param serviceType {@code regular}, {@code quality-preferred} or {@code all}
 * @param tasks how many
 * @param delayMeanSeconds mean of the delay without the radio share; likewise its percentiles
 *     (Hyndman and Fan's 8th)
 * @param radioMeanSeconds mean of the radio share of the service delay
 * @param successRate share of the tasks that met (4e), in [0, 1]
 * @param rewardMean mean reward, equation (10), in seconds
 * @param regretMeanSeconds mean regret
 * @param infeasible tasks for which neither decision meets (4e)
 * @param offloadShare share of the tasks whose decision was to offload, in [0, 1]
 * @param decisionsExplored decisions that were drawn at random
 * @param decisionsModel decisions the decision model was asked for
 * @param decisionsCached decisions it had been asked for before
 * @param decisionsFallback decisions the analytic model took in its place
 */
public record SeedRow(
    long seed,
    String tier,
    String serviceType,
    int tasks,
    OptionalDouble delayMeanSeconds,
    OptionalDouble delayP50Seconds,
    OptionalDouble delayP95Seconds,
    OptionalDouble delayP99Seconds,
    OptionalDouble radioMeanSeconds,
    OptionalDouble successRate,
    OptionalDouble rewardMean,
    OptionalDouble regretMeanSeconds,
    OptionalDouble offloadShare,
    int infeasible,
    int decisionsExplored,
    int decisionsModel,
    int decisionsCached,
    int decisionsFallback) {

  /** The word for both tiers. */
  public static final String BOTH_TIERS = "both";

  /** The word for all service types. */
  public static final String ALL_TYPES = "all";

  public SeedRow {
    Check.notBlank("tier", tier);
    Check.notBlank("serviceType", serviceType);
    Check.atLeast("tasks", tasks, 0);
  }

  /**
   * Share of the decisions that the analytic model took in the decision model's place, in [0, 1].
   */
  OptionalDouble fallbackShare() {
    return tasks == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) decisionsFallback / tasks);
  }

  /** Whether the row is that of these tiers and service types. */
  public boolean isOf(String tiers, String types) {
    return tier.equals(tiers) && serviceType.equals(types);
  }
}
