package io.nearfar.model.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.nearfar.model.Deployment;
import io.nearfar.model.policy.Choice;
import io.nearfar.model.policy.EpsilonGreedy;
import io.nearfar.model.policy.EpsilonSchedule;
import io.nearfar.model.policy.Feedback;
import io.nearfar.model.policy.LinUcbPolicy;
import io.nearfar.model.policy.ModelFailure;
import io.nearfar.model.policy.OffloadingPolicy;
import io.nearfar.model.policy.Origin;
import io.nearfar.model.policy.PolicyKind;
import io.nearfar.model.policy.Situation;
import io.nearfar.model.policy.TabularQPolicy;
import io.nearfar.model.policy.ThompsonPolicy;
import io.nearfar.model.policy.icl.ExampleVoteReader;
import io.nearfar.model.policy.icl.InContextPolicy;
import io.nearfar.model.policy.icl.Prompt;
import io.nearfar.model.policy.icl.Replay;
import io.nearfar.model.policy.icl.Role;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DeployedPolicyTest {

  @ParameterizedTest
  @EnumSource(value = PolicyKind.class, names = "DQN", mode = EnumSource.Mode.EXCLUDE)
  void everyPolicyDecides(PolicyKind kind) {
    DeployedPolicy deployed = deploy("policy: {name: " + kind.word() + "}");

    assertThat(deployed.kind()).isEqualTo(kind);
    assertThat(deployed.learner().isPresent()).isEqualTo(kind.inContext());
    assertThat(choice(deployed, Deployment.regular(1000), 0).decision()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "local,  LOCAL,   LOCAL",
    "cloud,  OFFLOAD, OFFLOAD",
    "oracle, LOCAL,   OFFLOAD",
    // The study's cloud is never the faster one.
    "threshold, LOCAL, OFFLOAD",
    // The first prompt of greedy has no examples: it takes the faster option and sticks with it.
    "greedy, LOCAL,   LOCAL"
  })
  void policiesThatDoNotExploreAreWhatTheyAreCalled(
      String name, Decision regular, Decision demanding) {
    DeployedPolicy deployed = deploy("policy: {name: " + name + "}");

    assertThat(deployed.exploration()).isEqualTo(EpsilonSchedule.constant(0));
    for (long index = 0; index < 50; index++) {
      assertThat(choice(deployed, Deployment.regular(1000), index).decision()).isEqualTo(regular);
      assertThat(choice(deployed, Deployment.qualityPreferred(1000), index).decision())
          .isEqualTo(demanding);
    }
  }

  @Test
  void epsilonFallsOverHalfOfTheScenariosTasksUnlessStated() {
    assertThat(deploy("users: 3\narrivals: {process: slots, timeslots: 7}").exploration())
        .isEqualTo(new EpsilonSchedule(1, 0.05, 10));
    assertThat(
            deploy("policy: {name: latest, exploration: {start: 0.5, end: 0, overTasks: 9}}")
                .exploration())
        .isEqualTo(new EpsilonSchedule(0.5, 0, 9));
  }

  @Test
  void replayIsThatOfThePolicy() {
    assertThat(replay("policy: {name: icl}")).isEqualTo(new Replay.Prioritised(false));
    assertThat(replay("policy: {name: greedy, keepBad: true}"))
        .isEqualTo(new Replay.Prioritised(true));
    assertThat(replay("policy: {name: latest, window: 4}")).isEqualTo(new Replay.Latest(4, false));
  }

  @Test
  void promptsAreLaidOutAndWordedAsThePolicySays() {
    Condition condition = Condition.of("small", "regular");

    assertThat(learner("policy: {name: icl}").prompt(condition).messages()).hasSize(1);
    assertThat(
            learner("policy: {prompt: {layout: turns, keywords: quality}}")
                .prompt(condition)
                .messages())
        .hasSize(2)
        .last()
        .isEqualTo(new Prompt.Message(Role.USER, "condition: small, low-quality"));
  }

  @Test
  void calibrationNeedsLogProbabilitiesAndTheReaderHasNone() {
    assertThat(
            choice(
                deploy("policy: {name: greedy, calibration: contextual}"),
                Deployment.qualityPreferred(1000),
                0))
        .isEqualTo(Choice.fallback(Decision.OFFLOAD, ModelFailure.NO_LOG_PROBABILITIES));
  }

  @Test
  void equalSeedsExploreAlikeAndOtherSeedsDoNot() {
    String yaml = "policy: {name: icl, exploration: {start: 1, end: 1}}";

    assertThat(explored(yaml)).isEqualTo(explored(yaml));
    assertThat(explored(yaml)).isNotEqualTo(explored("seed: 2\n" + yaml));
    // Prioritised and latest are compared pair by pair: they explore the same tasks.
    assertThat(explored(yaml)).isEqualTo(explored(yaml.replace("icl", "latest")));
  }

  @Test
  void whatIsTrainedIsMadeByTheFactoryExploredAroundAndClosed() {
    List<Scenario> asked = new ArrayList<>();
    List<String> closed = new ArrayList<>();
    TrainedPolicyFactory factory =
        scenario -> {
          asked.add(scenario);
          return new OffloadingPolicy() {
            @Override
            public CompletionStage<Choice> decide(Situation situation, long index) {
              return CompletableFuture.completedFuture(Choice.of(Decision.OFFLOAD, Origin.RULE));
            }

            @Override
            public void close() {
              closed.add("closed");
            }
          };
        };
    Scenario scenario =
        ScenarioReader.read(
            "name: test\npolicy: {name: dqn, exploration: {start: 1, end: 0, overTasks: 1}}",
            "test.yaml");

    try (DeployedPolicy deployed = DeployedPolicy.of(scenario, new ExampleVoteReader(), factory)) {
      assertThat(asked).containsExactly(scenario);
      assertThat(deployed.exploration()).isEqualTo(new EpsilonSchedule(1, 0, 1));
      assertThat(choice(deployed, Deployment.regular(1000), 0).origin()).isEqualTo(Origin.EXPLORED);
      assertThat(choice(deployed, Deployment.regular(1000), 1))
          .isEqualTo(Choice.of(Decision.OFFLOAD, Origin.RULE));
      assertThat(closed).isEmpty();
    }
    assertThat(closed).hasSize(1);
  }

  @Test
  void theFactoryIsAskedOnlyForWhatIsTrained() {
    TrainedPolicyFactory never =
        scenario -> {
          throw new AssertionError("not asked");
        };
    for (PolicyKind kind : PolicyKind.values()) {
      if (kind.needs() != PolicyKind.Needs.TRAINING_LIBRARY) {
        Scenario scenario =
            ScenarioReader.read("name: test\npolicy: {name: " + kind.word() + "}", "test.yaml");
        try (DeployedPolicy deployed =
            DeployedPolicy.of(scenario, new ExampleVoteReader(), never)) {
          assertThat(deployed.kind()).isEqualTo(kind);
        }
      }
    }
  }

  @Test
  void whereNothingCanBeTrainedDqnIsRefused() {
    assertThatExceptionOfType(ScenarioException.class)
        .isThrownBy(() -> deploy("policy: {name: dqn}"))
        .withMessage(
            "policy.name is dqn, which trains a neural network and runs in simulations only (nearfar"
                + " simulate); here it can be any other policy");
  }

  @Test
  void hyperparametersAreThoseOfTheScenario() {
    Task regular = Deployment.regular(1000);
    // At a loss of less than 100 s everything is offloaded.
    assertThat(
            choice(deploy("policy: {name: threshold, threshold: {gainSeconds: -100}}"), regular, 0))
        .isEqualTo(Choice.of(Decision.OFFLOAD, Origin.RULE));
    DeployedPolicy thompson =
        deploy("policy: {name: thompson, thompson: {priorMeanSeconds: 7, noiseSeconds: 3}}");
    assertThat(((ThompsonPolicy) thompson.policy()).belief(Condition.of("a"), Decision.LOCAL))
        .isEqualTo(new ThompsonPolicy.Belief(7, 1600));
    DeployedPolicy tabular =
        deploy(
            "policy: {name: tabular-q, exploration: {start: 1, end: 1}, tabularQ: {learningRate: 1}}");
    assertThat(choice(tabular, regular, 0).origin()).isEqualTo(Origin.EXPLORED);
    TabularQPolicy greedy = (TabularQPolicy) ((EpsilonGreedy) tabular.policy()).inner();
    for (double reward : List.of(1.0, 2.0)) {
      tabular
          .policy()
          .learn(new Feedback(regular, Condition.of("a"), Decision.LOCAL, reward, true));
    }
    assertThat(greedy.value(Condition.of("a"), Decision.LOCAL)).hasValue(2);
    LinUcbPolicy linUcb =
        (LinUcbPolicy) deploy("policy: {name: linucb, linucb: {ridge: 1.0e-9}}").policy();
    linUcb.learn(new Feedback(regular, Condition.of("a"), Decision.LOCAL, 5, true));
    assertThat(linUcb.estimate(regular, Decision.LOCAL)).isCloseTo(5, within(1e-6));
  }

  private static List<Decision> explored(String yaml) {
    DeployedPolicy deployed = deploy(yaml);
    return LongStream.range(0, 64)
        .mapToObj(index -> choice(deployed, Deployment.regular(1000), index))
        .peek(choice -> assertThat(choice.origin()).isEqualTo(Origin.EXPLORED))
        .map(Choice::decision)
        .toList();
  }

  private static Replay replay(String yaml) {
    return learner(yaml).pool().replay();
  }

  private static InContextPolicy learner(String yaml) {
    return deploy(yaml).learner().orElseThrow();
  }

  private static Choice choice(DeployedPolicy deployed, Task task, long index) {
    Scenario scenario = ScenarioReader.shipped("study");
    Situation situation = Situation.of(task, scenario.sizeClasses(), scenario.analyticModel(), 0.1);
    return deployed.policy().decide(situation, index).toCompletableFuture().join();
  }

  private static DeployedPolicy deploy(String yaml) {
    return DeployedPolicy.of(
        ScenarioReader.read("name: test\n" + yaml, "test.yaml"), new ExampleVoteReader());
  }
}
