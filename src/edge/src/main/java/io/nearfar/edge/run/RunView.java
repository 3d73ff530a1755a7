package io.nearfar.edge.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;

/**
 * A run.
 *
 * @param run its label
 * @param tasks records of it in the database
 * @param firstArrival of these; null without any
 * @param lastArrival of these; null without any
 * @param published when the latest of its files was published; null without any
 * @param files names of its published files, in alphabetical order
 */
public record RunView(
    String run,
    long tasks,
    Instant firstArrival,
    Instant lastArrival,
    Instant published,
    List<String> files) {

  /** When something was last heard of it. */
  @JsonIgnore
  public Instant latest() {
    if (lastArrival == null || published == null) {
      return lastArrival == null ? published : lastArrival;
    }
    return lastArrival.isAfter(published) ? lastArrival : published;
  }
}
