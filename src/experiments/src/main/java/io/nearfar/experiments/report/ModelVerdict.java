package io.nearfar.experiments.report;

import io.nearfar.model.task.Tier;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether the model kept its promise on a tier: its worst mean error against the goal.
 *
 * @param tier which tier
 * @param tasks completed tasks behind the verdict
 * @param worst the judged quantity of largest error; empty without tasks
 * @param errorPercent its mean absolute percentage error; 0 without tasks
 */
record ModelVerdict(Tier tier, int tasks, Optional<Quantity> worst, double errorPercent) {

  /** The goal: TTFT, TPOT and delay within this many per cent. */
  static final double GOAL_PERCENT = 1;

  /** The verdict on a tier's tasks. */
  static ModelVerdict of(Tier tier, Group group) {
    Optional<Quantity> worst = Optional.empty();
    double percent = 0;
    for (Quantity quantity : Quantity.values()) {
      Comparison comparison = group.comparisons().get(quantity);
      if (!quantity.judged() || comparison.errorPercent().isEmpty()) {
        continue;
      }
      double error = comparison.errorPercent().getAsDouble();
      if (worst.isEmpty() || error > percent) {
        worst = Optional.of(quantity);
        percent = error;
      }
    }
    return new ModelVerdict(tier, group.completed(), worst, percent);
  }

  /** Whether the goal is met; false without anything to judge. */
  boolean met() {
    return worst.isPresent() && errorPercent <= GOAL_PERCENT;
  }

  /** The verdict as a sentence. */
  String sentence() {
    if (worst.isEmpty()) {
      return tier + ": no task was completed here, so there is nothing to judge.";
    }
    return String.format(
        Locale.ROOT,
        "%s: worst mean error %s %% (%s, %s): goal of %s %% %s.",
        tier,
        Numbers.significant(errorPercent, 2),
        worst.get().title(),
        Numbers.count(tasks, "task"),
        Numbers.significant(GOAL_PERCENT, 1),
        met() ? "met" : "MISSED");
  }
}
