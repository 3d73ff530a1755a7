package io.nearfar.experiments.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nearfar.experiments.Scenarios;
import io.nearfar.experiments.result.SeedRow;
import io.nearfar.experiments.simulate.Simulation;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.policy.Origin;
import io.nearfar.model.policy.icl.ExampleVoteReader;
import io.nearfar.model.scenario.DeployedPolicy;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.task.Decision;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.apache.commons.statistics.descriptive.Quantile;
import org.junit.jupiter.api.Test;

class SeedTallyTest {

  private static final Scenario SCENARIO =
      Scenarios.of(
          "radio: {rate: fixed, bitPerSecond: 1000000}",
          "arrivals: {process: slots, timeslots: 100}");

  @Test
  void sumsUpEveryTierAndTypeAndAllTogether() {
    List<TaskRecord> tasks = Simulation.run(SCENARIO, new ExampleVoteReader());
    List<SeedRow> rows = rows(tasks);

    assertThat(rows).hasSize(9).allSatisfy(row -> assertThat(row.seed()).isEqualTo(7));
    for (SeedRow row : rows) {
      double[] delays =
          tasks.stream()
              .filter(of(row))
              .mapToDouble(t -> t.measured().delaySeconds() + t.verdict().radioSeconds())
              .toArray();
      assertThat(row.tasks()).isEqualTo(delays.length).isPositive();
      assertThat(row.delayMeanSeconds().getAsDouble())
          .isCloseTo(Arrays.stream(delays).average().orElseThrow(), within(1e-9));
      assertThat(row.delayP95Seconds())
          .hasValue(Quantile.withDefaults().withCopy(true).evaluate(delays, 0.95));
      assertThat(row.offloadShare().getAsDouble())
          .isEqualTo(share(tasks, row, t -> t.choice().decision() == Decision.OFFLOAD));
      assertThat(row.successRate().getAsDouble())
          .isEqualTo(share(tasks, row, t -> t.verdict().feasible()));
      assertThat(row.rewardMean().getAsDouble())
          .isCloseTo(
              tasks.stream()
                  .filter(of(row))
                  .mapToDouble(t -> t.verdict().reward())
                  .average()
                  .orElseThrow(),
              within(1e-9));
      assertThat(row.decisionsExplored() + row.decisionsModel() + row.decisionsCached())
          .isEqualTo(row.tasks());
      assertThat(row.decisionsExplored())
          .isEqualTo(
              (int)
                  tasks.stream()
                      .filter(of(row))
                      .filter(t -> t.choice().origin() == Origin.EXPLORED)
                      .count());
    }
    assertThat(rows.get(8).isOf("both", "all")).isTrue();
    assertThat(rows.get(8).radioMeanSeconds().getAsDouble())
        .isCloseTo(
            tasks.stream()
                .mapToDouble(t -> 32e-6 * t.task().outputTokens())
                .average()
                .orElseThrow(),
            within(1e-12));
  }

  @Test
  void leavesOutWhatNoTaskSays() {
    List<SeedRow> rows =
        rows(
            Simulation.run(
                Scenarios.of("policy: {name: local}", "arrivals: {process: slots, timeslots: 1}"),
                new ExampleVoteReader()));

    SeedRow cloud = rows.stream().filter(row -> row.isOf("cloud", "all")).findFirst().orElseThrow();
    assertThat(cloud.tasks()).isZero();
    assertThat(cloud.delayMeanSeconds()).isEmpty();
    assertThat(cloud.delayP99Seconds()).isEmpty();
    assertThat(cloud.successRate()).isEmpty();
  }

  private static List<SeedRow> rows(List<TaskRecord> tasks) {
    SeedTally tally = new SeedTally();
    tasks.forEach(tally::add);
    return tally.result(DeployedPolicy.of(SCENARIO, new ExampleVoteReader())).rows().apply(7L);
  }

  private static double share(
      List<TaskRecord> tasks, SeedRow row, Predicate<TaskRecord> condition) {
    long all = tasks.stream().filter(of(row)).count();
    return tasks.stream().filter(of(row)).filter(condition).count() / (double) all;
  }

  private static Predicate<TaskRecord> of(SeedRow row) {
    return task ->
        (row.tier().equals("both") || row.tier().equals(task.tier().word()))
            && (row.serviceType().equals("all")
                || row.serviceType().equals(task.task().serviceType().word()));
  }
}
