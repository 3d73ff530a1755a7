package io.nearfar.experiments.report;

import io.nearfar.model.policy.Origin;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Tier;
import java.util.LinkedHashMap;
import java.util.Map;

/** Colours and line styles of the figures: told apart by colour-blind eyes, and in print. */
final class Palette {

  /** Tiers. */
  static final Map<String, String> TIERS =
      ordered(Tier.EDGE.word(), "#0072b2", Tier.CLOUD.word(), "#d55e00");

  /** Service types. */
  static final Map<String, String> TYPES =
      ordered(
          ServiceType.REGULAR.word(), "#009e73", ServiceType.QUALITY_PREFERRED.word(), "#aa3377");

  /** Line styles of service types, where the colour is the tier's. */
  static final Map<String, String> TYPE_STYLES =
      ordered(ServiceType.REGULAR.word(), "solid", ServiceType.QUALITY_PREFERRED.word(), "dashed");

  /** Origins of decisions. */
  static final Map<String, String> ORIGINS =
      ordered(
          Origin.CACHED.word(), "#56b4e9",
          Origin.MODEL.word(), "#0072b2",
          Origin.EXPLORED.word(), "#e69f00",
          Origin.FALLBACK.word(), "#cc3311",
          Origin.PINNED.word(), "#999999",
          Origin.RULE.word(), "#009e73");

  private Palette() {}

  static Map<String, String> ordered(String... namesAndValues) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
