package io.nearfar.model.delay;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.nearfar.model.Check;

/**
 * The reward of a finished task, equation (10): T_target - t_total - (r_pen if (4e) is violated).
 *
 * @param targetSeconds T_target, > 0; a pure shift
 * @param penaltySeconds r_pen, >= 0; what a violated quality constraint costs
 */
public record Reward(
    @JsonPropertyDescription("T_target in seconds, > 0; a pure shift; default: 40")
        double targetSeconds,
    @JsonPropertyDescription(
            "r_pen in seconds, >= 0: what a violated quality constraint costs; default: 40")
        double penaltySeconds) {

  public Reward {
    Check.positive("targetSeconds", targetSeconds);
    Check.nonNegative("penaltySeconds", penaltySeconds);
  }

  /**
   * The reward in seconds.
   *
   * @param totalSeconds t_total of the task
   * @param feasible whether (4e) holds
   */
  public double of(double totalSeconds, boolean feasible) {
    return targetSeconds - totalSeconds - (feasible ? 0 : penaltySeconds);
  }
}
