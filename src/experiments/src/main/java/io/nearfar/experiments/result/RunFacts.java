package io.nearfar.experiments.result;

import com.fasterxml.jackson.annotation.JsonValue;
import io.nearfar.model.Check;
import io.nearfar.model.policy.icl.DecisionCost;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a run besides its tasks.
 *
 * @param run name of the run
 * @param clock whose seconds the delays are
 * @param started when it began, on the wall clock
 * @param wallSeconds how long it took on the wall clock
 * @param decisionModel name of the decision model as it names itself; a reader of examples is not
 *     called a language model
 * @param edgeUrl the edge that served the run; empty for a simulation
 * @param nodeFigures figures of the nodes under names with their units, such as {@code
 *     edge_heap_bytes}, in the order to be shown; may be empty
 * @param replication the seeds of a run over many; empty for a run of one
 * @param decisionCost what deciding has cost, over all seeds; empty where no model is asked, or the
 *     nodes know it
 */
public record RunFacts(
    String run,
    Clock clock,
    Instant started,
    double wallSeconds,
    String decisionModel,
    Optional<String> edgeUrl,
    Map<String, Double> nodeFigures,
    Optional<Replication> replication,
    Optional<DecisionCost> decisionCost) {

  public RunFacts {
    Check.notBlank("run", run);
    Check.present("clock", clock);
    Check.present("started", started);
    Check.nonNegative("wallSeconds", wallSeconds);
    Check.notBlank("decisionModel", decisionModel);
    edgeUrl = edgeUrl == null ? Optional.empty() : edgeUrl;
    nodeFigures =
        nodeFigures == null
            ? Map.of()
            : Collections.unmodifiableMap(new LinkedHashMap<>(nodeFigures));
    replication = replication == null ? Optional.empty() : replication;
    decisionCost = decisionCost == null ? Optional.empty() : decisionCost;
  }

  /** Whose seconds the delays of a run are. */
  public enum Clock {
    /** Seconds that passed, at a live edge. */
    REAL("real"),
    /** Seconds of a simulation. */
    VIRTUAL("virtual");

    private final String word;

    Clock(String word) {
      this.word = word;
    }

    /** The word used in files. */
    @JsonValue
    public String word() {
      return word;
    }

    @Override
    public String toString() {
      return word;
    }
  }
}
