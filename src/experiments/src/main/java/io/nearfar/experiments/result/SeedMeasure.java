package io.nearfar.experiments.result;

import java.util.OptionalDouble;

/** What a row of one seed says of its tasks, and what is averaged and compared over seeds. */
public enum SeedMeasure {
  DELAY("delay_mean_seconds"),
  DELAY_P50("delay_p50_seconds"),
  DELAY_P95("delay_p95_seconds"),
  DELAY_P99("delay_p99_seconds"),
  RADIO("radio_mean_seconds"),
  SUCCESS("success_rate"),
  REWARD("reward_mean"),
  REGRET("regret_mean_seconds"),
  OFFLOAD("offload_share"),
  FALLBACK("fallback_share");

  private final String column;

  SeedMeasure(String column) {
    this.column = column;
  }

  /** Its name in columns of files. */
  public String column() {
    return column;
  }

  /** Its value in a row; empty in a row without tasks. */
  public OptionalDouble of(SeedRow row) {
    return switch (this) {
      case DELAY -> row.delayMeanSeconds();
      case DELAY_P50 -> row.delayP50Seconds();
      case DELAY_P95 -> row.delayP95Seconds();
      case DELAY_P99 -> row.delayP99Seconds();
      case RADIO -> row.radioMeanSeconds();
      case SUCCESS -> row.successRate();
      case REWARD -> row.rewardMean();
      case REGRET -> row.regretMeanSeconds();
      case OFFLOAD -> row.offloadShare();
      case FALLBACK -> row.fallbackShare();
    };
  }
}
