package io.nearfar.model.scenario;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.nearfar.model.Check;

/** How much is explored: epsilon falls linearly, then stays. */
public record Exploration(
    @JsonPropertyDescription("epsilon of the first task, in [0, 1]; default: 1") Double start,
    @JsonPropertyDescription(
            "epsilon at the end of the fall and after it, in [0, 1]; default: 0.05")
        Double end,
    @JsonPropertyDescription(
            "Over how many tasks epsilon falls, >= 0; default: half of the scenario's tasks, to be"
                + " stated with a trace")
        Long overTasks) {

  public Exploration {
    start = start == null ? 1.0 : Check.within("exploration.start", start, 0, 1);
    end = end == null ? 0.05 : Check.within("exploration.end", end, 0, 1);
    if (overTasks != null && overTasks < 0) {
      throw new IllegalArgumentException(
          "exploration.overTasks is " + overTasks + "; it must be >= 0");
    }
  }
}
