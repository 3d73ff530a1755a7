package io.nearfar.edge.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nearfar.model.policy.PolicyKind;
import io.nearfar.model.policy.icl.ExampleVoteReader;
import io.nearfar.model.scenario.DeployedPolicy;
import io.nearfar.model.scenario.ScenarioReader;
import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecisionModelsTest {

  private final DecisionModels models = new DecisionModels();

  @ParameterizedTest
  @EnumSource(value = PolicyKind.class, names = "DQN", mode = EnumSource.Mode.EXCLUDE)
  void everyPolicyThatIsNotTrainedRunsHere(PolicyKind kind) {
    assertThat(policy(kind).kind()).isEqualTo(kind);
  }

  @Test
  void refusesAPolicyThatIsTrained() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> policy(PolicyKind.DQN))
        .withMessage(
            "nearfar.scenario: policy.name is dqn, which trains a neural network and runs in"
                + " simulations only (nearfar simulate); here it can be any other policy");
  }

  private DeployedPolicy policy(PolicyKind kind) {
    return models.policy(
        ScenarioReader.read("name: test\npolicy: {name: " + kind.word() + "}", "test.yaml"),
        new ExampleVoteReader());
  }
}
