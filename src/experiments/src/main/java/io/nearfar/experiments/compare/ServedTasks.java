package io.nearfar.experiments.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nearfar.experiments.Failure;
import io.nearfar.experiments.ScenarioDifference;
import io.nearfar.model.scenario.Arrivals;
import io.nearfar.model.scenario.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The tasks of a run, which those that are compared must have in common.
 *
 * @param path of the run
 * @param scenario of the run
 */
record ServedTasks(Path path, Scenario scenario) {

  /** What drawn tasks depend on. */
  private static final List<String> DRAWN =
      List.of("users", "qualityPreferredShare", "sizeClasses", "arrivals");

  /** What the tasks of a trace depend on. */
  private static final List<String> TRACED = List.of("users", "arrivals");

  /**
   * Makes sure that another run served the same.
   *
   * @param besides further keys that must be the same
   * @throws Failure when it did not, naming the key
   */
  void requireSame(ServedTasks other, Collection<String> besides) {
    ScenarioDifference.between(workload(besides), other.workload(besides)).stream()
        .findFirst()
        .ifPresent(
            found -> {
              throw new Failure(
                  other.path
                      + " served other tasks than "
                      + path
                      + ": its "
                      + found.key()
                      + " is "
                      + found.second()
                      + ", not "
                      + found.first());
            });
  }

  private ObjectNode workload(Collection<String> besides) {
    List<String> keys =
        new ArrayList<>(scenario.arrivals() instanceof Arrivals.Trace ? TRACED : DRAWN);
    keys.addAll(besides);
    return ScenarioDifference.tree(scenario).retain(keys);
  }
}
