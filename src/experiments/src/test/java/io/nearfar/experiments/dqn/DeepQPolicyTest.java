package io.nearfar.experiments.dqn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nearfar.experiments.Scenarios;
import io.nearfar.experiments.simulate.ParallelRuns;
import io.nearfar.experiments.simulate.Simulation;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.policy.Choice;
import io.nearfar.model.policy.Feedback;
import io.nearfar.model.policy.Origin;
import io.nearfar.model.policy.Situation;
import io.nearfar.model.policy.icl.ExampleVoteReader;
import io.nearfar.model.scenario.DeployedPolicy;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DeepQPolicyTest {

  private static final int SEEDS = 10;
  private static final int SLOTS = 300;

  /** Two-sided 99.9 % quantile of Student's t distribution with 9 degrees of freedom. */
  private static final double T = 4.781;

  private static final Task REGULAR = new Task(0, ServiceType.REGULAR, 1, 1000);
  private static final Task DEMANDING = new Task(0, ServiceType.QUALITY_PREFERRED, 1, 1000);

  @Test
  void findsTheOptimumOfTheStudy() {
    List<List<TaskRecord>> runs =
        LongStream.rangeClosed(1, SEEDS)
            .mapToObj(seed -> run(study().withSeed(seed)))
            .map(run -> run.subList(3 * run.size() / 4, run.size()))
            .toList();

    assertThat(runs)
        .allSatisfy(
            run ->
                assertThat(run)
                    .filteredOn(task -> task.choice().origin() == Origin.RULE)
                    .hasSizeGreaterThan(1300)
                    .allSatisfy(task -> assertThat(task.verdict().regret()).isZero()));
    // Epsilon is 0.05 by then.
    double[] success = runs.stream().mapToDouble(DeepQPolicyTest::success).toArray();
    double mean = Arrays.stream(success).average().orElseThrow();
    double variance = Arrays.stream(success).map(s -> (s - mean) * (s - mean)).sum() / (SEEDS - 1);
    assertThat(mean).isCloseTo(1 - 0.05 / 2, within(T * Math.sqrt(variance / SEEDS)));
  }

  @Test
  void aRunIsTheSameToTheBitWhateverRunsBesideIt() throws Exception {
    List<Scenario> scenarios = ParallelRuns.seeds(study("timeslots: 60"), 6);

    List<List<TaskRecord>> alone = scenarios.stream().map(DeepQPolicyTest::run).toList();
    List<List<TaskRecord>> together =
        new ParallelRuns(4, new ExampleVoteReader()).run(scenarios, Records::new);

    assertThat(together).isEqualTo(alone);
    assertThat(alone.get(0)).isNotEqualTo(alone.get(1));
  }

  @Test
  void beginsWithLocalBecauseNothingIsKnown() {
    Scenario scenario = study();
    try (DeepQPolicy policy = DeepQPolicy.of(scenario)) {
      assertThat(policy.estimate(REGULAR, Decision.LOCAL)).isZero();
      assertThat(policy.estimate(REGULAR, Decision.OFFLOAD)).isZero();
      assertThat(decide(policy, scenario, REGULAR))
          .isEqualTo(Choice.of(Decision.LOCAL, Origin.RULE));
    }
  }

  @Test
  void valuesAreExpectedRewardsInSeconds() {
    Scenario scenario = study("timeslots: 1", "policy: {name: dqn, dqn: {trainEveryTasks: 4}}");
    try (DeepQPolicy policy = DeepQPolicy.of(scenario)) {
      for (int i = 0; i < 2000; i++) {
        for (Task task : List.of(REGULAR, DEMANDING)) {
          for (Decision decision : Decision.values()) {
            policy.learn(feedback(scenario, task, decision));
          }
        }
      }

      // T_target - t_total - penalty of section 5, at 1000 tokens.
      assertThat(policy.estimate(REGULAR, Decision.LOCAL)).isCloseTo(26.44, within(0.2));
      assertThat(policy.estimate(DEMANDING, Decision.LOCAL)).isCloseTo(-13.56, within(0.2));
      assertThat(policy.estimate(DEMANDING, Decision.OFFLOAD)).isCloseTo(8.23, within(0.2));
      assertThat(decide(policy, scenario, REGULAR).decision()).isEqualTo(Decision.LOCAL);
      assertThat(decide(policy, scenario, DEMANDING).decision()).isEqualTo(Decision.OFFLOAD);
    }
  }

  @Test
  void trainsEveryFewRewardsOnly() {
    Scenario scenario = study("timeslots: 1", "policy: {name: dqn, dqn: {trainEveryTasks: 3}}");
    try (DeepQPolicy policy = DeepQPolicy.of(scenario)) {
      policy.learn(feedback(scenario, REGULAR, Decision.LOCAL));
      policy.learn(feedback(scenario, REGULAR, Decision.LOCAL));
      assertThat(policy.estimate(REGULAR, Decision.LOCAL)).isZero();
      policy.learn(feedback(scenario, REGULAR, Decision.LOCAL));
      assertThat(policy.estimate(REGULAR, Decision.LOCAL)).isPositive();
    }
  }

  @Test
  void decidesAfterItWasClosed() {
    Scenario scenario = study();
    DeepQPolicy policy = DeepQPolicy.of(scenario);
    policy.close();

    assertThat(decide(policy, scenario, REGULAR).decision()).isEqualTo(Decision.LOCAL);
  }

  private static final class Records implements ParallelRuns.Accumulator<List<TaskRecord>> {

    private final List<TaskRecord> records = new ArrayList<>();

    @Override
    public void add(TaskRecord task) {
      records.add(task);
    }

    @Override
    public List<TaskRecord> result(DeployedPolicy deployed) {
      return records;
    }
  }

  private static Scenario study() {
    return study("timeslots: " + SLOTS);
  }

  private static Scenario study(String slots) {
    return study(slots, "policy: {name: dqn}");
  }

  private static Scenario study(String slots, String policy) {
    return Scenarios.of("arrivals: {process: slots, " + slots + "}", policy);
  }

  private static List<TaskRecord> run(Scenario scenario) {
    return Simulation.run(scenario, new ExampleVoteReader());
  }

  private static double success(List<TaskRecord> run) {
    return run.stream()
        .filter(task -> task.task().serviceType() == ServiceType.QUALITY_PREFERRED)
        .mapToInt(task -> task.verdict().feasible() ? 1 : 0)
        .average()
        .orElseThrow();
  }

  private static Situation situation(Scenario scenario, Task task) {
    return Situation.of(task, scenario.sizeClasses(), scenario.analyticModel(), 0.1);
  }

  private static Feedback feedback(Scenario scenario, Task task, Decision decision) {
    Situation situation = situation(scenario, task);
    return new Feedback(
        task,
        situation.condition(),
        decision,
        situation.of(decision).reward(),
        situation.of(decision).feasible());
  }

  private static Choice decide(DeepQPolicy policy, Scenario scenario, Task task) {
    return policy.decide(situation(scenario, task), 0).toCompletableFuture().join();
  }
}
