package io.nearfar.experiments.report;

import io.nearfar.model.outcome.Timing;
import java.util.OptionalDouble;

/** What is set side by side, measured and analytic. */
enum Quantity {
  TTFT("TTFT", "ttft", "s", 1),
  TPOT("TPOT", "tpot", "ms", 1e3),
  DELAY("delay", "delay", "s", 1),
  BACKHAUL("backhaul", "backhaul", "ms", 1e3);

  private final String title;
  private final String column;
  private final String unit;
  private final double perSecond;

  Quantity(String title, String column, String unit, double perSecond) {
    this.title = title;
    this.column = column;
    this.unit = unit;
    this.perSecond = perSecond;
  }

  /** Its name for people. */
  String title() {
    return title;
  }

  /** Its name in columns of files. */
  String column() {
    return column;
  }

  /** The unit people read it in. */
  String unit() {
    return unit;
  }

  /** A duration in the unit people read. */
  double inUnit(double seconds) {
    return seconds * perSecond;
  }

  /** A duration in the unit people read; empty where there is none. */
  OptionalDouble inUnit(OptionalDouble seconds) {
    return seconds.isPresent()
        ? OptionalDouble.of(inUnit(seconds.getAsDouble()))
        : OptionalDouble.empty();
  }

  /** Whether the goal for the model's error speaks of it. */
  boolean judged() {
    return this != BACKHAUL;
  }

  /** Its value in seconds; empty when there is none. */
  OptionalDouble of(Timing timing) {
    return switch (this) {
      case TTFT -> timing.ttftSeconds();
      case TPOT -> timing.tpotSeconds();
      case DELAY -> OptionalDouble.of(timing.delaySeconds());
      case BACKHAUL -> timing.backhaulSeconds();
    };
  }
}
