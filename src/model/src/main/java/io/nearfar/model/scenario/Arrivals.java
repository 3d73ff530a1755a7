package io.nearfar.model.scenario;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.nearfar.model.Check;
import java.util.OptionalLong;

/** When tasks arrive, and with which sizes. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "process")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Arrivals.Slots.class, name = "slots"),
  @JsonSubTypes.Type(value = Arrivals.Poisson.class, name = "poisson"),
  @JsonSubTypes.Type(value = Arrivals.Trace.class, name = "trace")
})
public sealed interface Arrivals {

  /** How many tasks are to be expected from this many users; empty when only a file knows. */
  OptionalLong expectedTasks(int users);

  /**
   * The study's: in every timeslot each user has one task, and all are finished before the next
   * slot. Sizes are drawn from the size classes. Needs a virtual clock.
   */
  record Slots(@JsonPropertyDescription("Number of timeslots, >= 1") int timeslots)
      implements Arrivals {
    public Slots {
      Check.atLeast("timeslots", timeslots, 1);
    }

    @Override
    public OptionalLong expectedTasks(int users) {
      return OptionalLong.of((long) users * timeslots);
    }
  }

  /** An open-loop Poisson process of the whole cell. Sizes are drawn from the size classes. */
  record Poisson(
      @JsonPropertyDescription("Mean arrivals of all users together per second, > 0")
          double ratePerSecond,
      @JsonPropertyDescription("How long tasks arrive, in seconds, > 0") double durationSeconds)
      implements Arrivals {
    public Poisson {
      Check.positive("ratePerSecond", ratePerSecond);
      Check.positive("durationSeconds", durationSeconds);
    }

    @Override
    public OptionalLong expectedTasks(int users) {
      return OptionalLong.of(Math.round(ratePerSecond * durationSeconds));
    }
  }

  /**
   * Replay of recorded requests with the columns of the Azure LLM inference traces: TIMESTAMP,
   * ContextTokens, GeneratedTokens. Either file may be left out, not both.
   */
  record Trace(
      @JsonPropertyDescription(
              "Requests that become regular tasks: a path to .csv or .csv.gz, or \"sample\" for the"
                  + " shipped sample; default: no such requests")
          String regular,
      @JsonPropertyDescription(
              "Requests that become quality-preferred tasks, likewise; default: no such requests")
          String qualityPreferred,
      @JsonPropertyDescription("Replay speed, > 0; 2 halves the time between arrivals; default: 1")
          Double speed,
      @JsonPropertyDescription(
              "How much of the trace is replayed, in seconds of the trace; default: all of it")
          Double durationSeconds)
      implements Arrivals {
    public Trace {
      if (regular == null && qualityPreferred == null) {
        throw new IllegalArgumentException(
            "the trace names neither regular nor qualityPreferred; at least one is needed");
      }
      speed = speed == null ? 1.0 : Check.positive("speed", speed);
      if (durationSeconds != null) {
        Check.positive("durationSeconds", durationSeconds);
      }
    }

    @Override
    public OptionalLong expectedTasks(int users) {
      return OptionalLong.empty();
    }
  }
}
