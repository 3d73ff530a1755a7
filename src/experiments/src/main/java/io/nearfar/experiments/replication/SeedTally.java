package io.nearfar.experiments.replication;

import io.nearfar.experiments.result.SeedRow;
import io.nearfar.experiments.simulate.ParallelRuns;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.policy.icl.DecisionCost;
import io.nearfar.model.scenario.DeployedPolicy;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Tier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The rows of one seed. Of a task nothing is kept but its delay, which percentiles need: four
 * doubles a task, in the rows of its tier and type, its tier, its type, and of all.
 */
final class SeedTally implements ParallelRuns.Accumulator<SeedTally.Result> {

  private final List<RowTally> rows = new ArrayList<>();

  SeedTally() {
    for (String tier : words(Tier.values(), SeedRow.BOTH_TIERS)) {
      for (String type : words(ServiceType.values(), SeedRow.ALL_TYPES)) {
        rows.add(new RowTally(tier, type));
      }
    }
  }

  private static List<String> words(Object[] values, String together) {
    List<String> words = new ArrayList<>(Arrays.stream(values).map(Object::toString).toList());
    words.add(together);
    return words;
  }

  @Override
  public void add(TaskRecord task) {
    for (RowTally row : rows) {
      row.add(task);
    }
  }

  /**
   * What is kept of a run.
   *
   * @param rows once it is said of which seed
   * @param cost what deciding has cost, where a model is asked
   */
  record Result(Function<Long, List<SeedRow>> rows, Optional<DecisionCost> cost) {}

  @Override
  public Result result(DeployedPolicy deployed) {
    return new Result(
        seed -> rows.stream().map(row -> row.row(seed)).toList(),
        deployed.learner().map(learner -> learner.costs().soFar()));
  }
}
