package io.nearfar.experiments.decider;

import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.experiments.simulate.ParallelRuns;
import io.nearfar.experiments.simulate.Simulation;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.policy.Origin;
import io.nearfar.model.policy.icl.DecisionCost;
import io.nearfar.model.scenario.DeployedPolicy;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What ships is whole. A change of the prompt, of the scenario or of the order in which experience
 * is learnt makes other prompts: then the cassette must be recorded anew, as README says.
 */
class ShippedCassetteTest {

  private static final int SEEDS = 10;

  @ParameterizedTest
  @CsvSource({"single, none", "single, contextual", "turns, none", "turns, contextual"})
  void everyPromptOfTheSmallScenarioIsOnIt(String layout, String calibration) {
    Scenario scenario =
        ScenarioReader.varied(
            ScenarioReader.shipped("small-model"),
            Map.of("policy.prompt.layout", layout, "policy.calibration", calibration));
    for (Scenario seeded : ParallelRuns.seeds(scenario, SEEDS)) {
      try (Decider decider = Decider.shipped("smollm2-135m")) {
        List<TaskRecord> tasks = new ArrayList<>();
        DeployedPolicy deployed = Simulation.run(seeded, decider, tasks::add);

        decider.requireAnswers();
        assertThat(decider.name())
            .isEqualTo("smollm2-135m (log-probabilities of 100 alternatives)");
        assertThat(tasks).hasSize(450).noneMatch(task -> task.choice().origin() == Origin.FALLBACK);
        DecisionCost cost = deployed.learner().orElseThrow().costs().soFar();
        assertThat(cost.scoredReplies()).isEqualTo(cost.calls()).isPositive();
        assertThat(cost.promptTokens()).isGreaterThan(300 * cost.calls());
        assertThat(cost.seconds()).isPositive();
      }
    }
  }
}
