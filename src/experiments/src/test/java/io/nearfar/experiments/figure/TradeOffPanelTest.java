package io.nearfar.experiments.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.experiments.simulate.Simulation;
import io.nearfar.model.policy.icl.ExampleVoteReader;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.task.Decision;
import java.util.List;
import org.junit.jupiter.api.Test;

class TradeOffPanelTest {

  private static List<Decision> decisions(Series decider, double penalty) {
    Scenario scenario =
        new Study(8, 60)
            .sweep(List.of(decider), List.of("reward.penaltySeconds=" + penalty))
            .scenario();
    return Simulation.run(scenario, new ExampleVoteReader()).stream()
        .map(task -> task.choice().decision())
        .toList();
  }

  /** Not a claim: (4e) holds without a penalty when what violates it never becomes an example. */
  @Test
  void thePenaltyChangesNoDecisionOfInContextLearning() {
    assertThat(decisions(Deciders.READER, 0))
        .hasSize(1200)
        .contains(Decision.LOCAL, Decision.OFFLOAD)
        .isEqualTo(decisions(Deciders.READER, 40));
  }

  @Test
  void thePenaltyChangesDecisionsOfALearnerThatIsPaidByTheReward() {
    assertThat(decisions(Deciders.TABULAR_Q, 0)).isNotEqualTo(decisions(Deciders.TABULAR_Q, 40));
  }
}
