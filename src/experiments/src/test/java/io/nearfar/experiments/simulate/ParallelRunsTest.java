package io.nearfar.experiments.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nearfar.experiments.Scenarios;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.policy.icl.ExampleVoteReader;
import io.nearfar.model.scenario.DeployedPolicy;
import io.nearfar.model.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ParallelRunsTest {

  private static final Scenario SCENARIO =
      Scenarios.of(
          "seed: 7",
          "models: {edge: {model: Llama3-8B, jitter: {distribution: gamma,"
              + " coefficientOfVariation: 0.2}}}",
          "arrivals: {process: poisson, ratePerSecond: 2, durationSeconds: 100}");

  @Test
  void givesTheSameResultsInTheSameOrderWhateverTheNumberOfThreads() throws Exception {
    List<Scenario> scenarios = ParallelRuns.seeds(SCENARIO, 12);

    List<List<TaskRecord>> one = run(1, scenarios);

    assertThat(run(5, scenarios)).isEqualTo(one);
    assertThat(one).doesNotHaveDuplicates();
    assertThat(one.get(3))
        .isEqualTo(Simulation.run(SCENARIO.withSeed(10), new ExampleVoteReader()));
  }

  @Test
  void countsSeedsUpFromTheScenariosOwn() {
    assertThat(ParallelRuns.seeds(SCENARIO, 3))
        .containsExactly(SCENARIO, SCENARIO.withSeed(8), SCENARIO.withSeed(9));
  }

  @Test
  void handsOverThePolicyThatTheRunLeaves() throws Exception {
    ParallelRuns runs = new ParallelRuns(2, new ExampleVoteReader());

    List<Integer> experiences =
        runs.run(
            ParallelRuns.seeds(SCENARIO, 2),
            () ->
                new ParallelRuns.Accumulator<>() {
                  @Override
                  public void add(TaskRecord task) {}

                  @Override
                  public Integer result(DeployedPolicy deployed) {
                    return deployed.learner().orElseThrow().pool().examples().size();
                  }
                });

    // Three size classes of two service types.
    assertThat(experiences).containsExactly(6, 6);
  }

  @Test
  void failsWithTheFailureOfTheFirstScenarioThatFailed() {
    AtomicInteger made = new AtomicInteger();
    ParallelRuns runs = new ParallelRuns(2, new ExampleVoteReader());

    assertThatThrownBy(
            () ->
                runs.run(
                    ParallelRuns.seeds(SCENARIO, 3),
                    () -> {
                      made.incrementAndGet();
                      throw new IllegalStateException("no accumulator here");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no accumulator here");
    assertThat(made.get()).isBetween(1, 3);
  }

  @Test
  void refusesFewerThanOneThreadOrSeed() {
    assertThatThrownBy(() -> new ParallelRuns(0, new ExampleVoteReader()))
        .hasMessage("threads is 0; it must be at least 1");
    assertThatThrownBy(() -> ParallelRuns.seeds(SCENARIO, 0))
        .hasMessage("seeds is 0; it must be at least 1");
  }

  private static List<List<TaskRecord>> run(int threads, List<Scenario> scenarios)
      throws InterruptedException {
    return new ParallelRuns(threads, new ExampleVoteReader()).run(scenarios, Kept::new);
  }

  /** Keeps every record. */
  private static final class Kept implements ParallelRuns.Accumulator<List<TaskRecord>> {
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
}
