package io.nearfar.experiments.compare;

import io.nearfar.experiments.result.SeedMeasure;
import io.nearfar.experiments.result.SeedRow;
import io.nearfar.model.task.ServiceType;

/** What runs are compared by: a number of each seed's run, over both tiers. */
enum Metric {
  REWARD("reward", SeedMeasure.REWARD, SeedRow.ALL_TYPES, true),
  DELAY("delay s", SeedMeasure.DELAY, SeedRow.ALL_TYPES, false),
  /** Regular tasks always succeed where every model is good enough for them. */
  SUCCESS("success", SeedMeasure.SUCCESS, ServiceType.QUALITY_PREFERRED.word(), true),
  REGRET("regret s", SeedMeasure.REGRET, SeedRow.ALL_TYPES, false);

  private final String title;
  private final SeedMeasure measure;
  private final String serviceType;
  private final boolean moreIsBetter;

  Metric(String title, SeedMeasure measure, String serviceType, boolean moreIsBetter) {
    this.title = title;
    this.measure = measure;
    this.serviceType = serviceType;
    this.moreIsBetter = moreIsBetter;
  }

  /** Its name for people. */
  String title() {
    return title;
  }

  /** Which number it is. */
  SeedMeasure measure() {
    return measure;
  }

  /** Of which tasks. */
  String serviceType() {
    return serviceType;
  }

  /** Whether a difference in this direction is for the better. */
  boolean isBetter(double difference) {
    return moreIsBetter ? difference > 0 : difference < 0;
  }
}
