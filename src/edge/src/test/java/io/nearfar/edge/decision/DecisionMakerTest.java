package io.nearfar.edge.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nearfar.model.delay.AnalyticModel;
import io.nearfar.model.policy.Choice;
import io.nearfar.model.policy.Origin;
import io.nearfar.model.policy.Situation;
import io.nearfar.model.policy.icl.ExampleVoteReader;
import io.nearfar.model.scenario.DeployedPolicy;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioReader;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Task;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionMakerTest {

  private final Scenario scenario =
      ScenarioReader.read(
          """
          name: exploring
          policy:
            name: icl
            exploration: {start: 1, end: 0, overTasks: 10}
          """,
          "exploring.yaml");
  private final AnalyticModel model = scenario.analyticModel();
  private final DecisionMaker decisions =
      new DecisionMaker(DeployedPolicy.of(scenario, new ExampleVoteReader()));

  private Choice decide() {
    Task task = new Task(0, ServiceType.REGULAR, 10, 500);
    Situation situation = Situation.of(task, scenario.sizeClasses(), model, .1);
    return decisions.decide(situation).toCompletableFuture().join();
  }

  @Test
  void countsTasksSoThatEpsilonFalls() {
    assertThat(decisions.decided()).isZero();
    assertThat(decisions.epsilon()).isEqualTo(1);
    assertThat(decide().origin()).isEqualTo(Origin.EXPLORED);
    assertThat(decisions.decided()).isEqualTo(1);
    assertThat(decisions.epsilon()).isCloseTo(.9, within(1e-12));
    for (int task = 1; task < 10; task++) {
      decide();
    }
    assertThat(decisions.epsilon()).isZero();
    List<Origin> later = new ArrayList<>();
    for (int task = 10; task < 30; task++) {
      later.add(decide().origin());
    }
    assertThat(later).doesNotContain(Origin.EXPLORED).endsWith(Origin.CACHED);
    assertThat(decisions.decided()).isEqualTo(30);
  }
}
