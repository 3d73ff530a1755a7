package io.nearfar.model.radio;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.nearfar.model.Check;

/** Whether users move. Where a user is depends on the seed, its number and the time alone. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "pattern")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Mobility.Static.class, name = "static"),
  @JsonSubTypes.Type(value = Mobility.RandomWaypoint.class, name = "random-waypoint")
})
public sealed interface Mobility {

  /** Users stay where they were placed. */
  record Static() implements Mobility {}

  /**
   * Each user walks straight to a point drawn uniformly in the serving cell, rests, and walks on.
   * Every leg keeps the minimum distance to the base station. The speed is one and the same, so the
   * users do not slow down over time as they do with a drawn speed.
   */
  record RandomWaypoint(
      @JsonPropertyDescription(
              "Walking speed in metres per second, > 0 and at most 1000; default: 0.83 (3 km/h)")
          Double speedMetresPerSecond,
      @JsonPropertyDescription("Rest at each point in seconds, >= 0; default: 0")
          Double pauseSeconds)
      implements Mobility {
    public RandomWaypoint {
      speedMetresPerSecond =
          speedMetresPerSecond == null
              ? 0.83
              : Check.within(
                  "speedMetresPerSecond",
                  Check.positive("speedMetresPerSecond", speedMetresPerSecond),
                  0,
                  1000);
      pauseSeconds = pauseSeconds == null ? 0.0 : Check.nonNegative("pauseSeconds", pauseSeconds);
    }
  }
}
