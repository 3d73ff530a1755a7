package io.nearfar.model.scenario;

import io.nearfar.model.policy.EpsilonGreedy;
import io.nearfar.model.policy.EpsilonSchedule;
import io.nearfar.model.policy.FixedPolicy;
import io.nearfar.model.policy.LinUcbPolicy;
import io.nearfar.model.policy.OffloadingPolicy;
import io.nearfar.model.policy.OraclePolicy;
import io.nearfar.model.policy.PolicyKind;
import io.nearfar.model.policy.RandomPolicy;
import io.nearfar.model.policy.TabularQPolicy;
import io.nearfar.model.policy.ThompsonPolicy;
import io.nearfar.model.policy.ThresholdPolicy;
import io.nearfar.model.policy.icl.ExperiencePool;
import io.nearfar.model.policy.icl.InContextPolicy;
import io.nearfar.model.policy.icl.LanguageModel;
import io.nearfar.model.policy.icl.PromptTemplate;
import io.nearfar.model.policy.icl.Replay;
import io.nearfar.model.policy.icl.TaskDescription;
import io.nearfar.model.radio.UserRates;
import io.nearfar.model.task.Decision;
import java.util.Optional;

/**
 * The policy of a scenario, the same for either clock.
 *
 * @param kind which one
 * @param policy decides
 * @param learner the in-context learner inside it, where there is one
 * @param exploration its epsilon; constantly 0 where it does not explore by epsilon-greedy
 */
public record DeployedPolicy(
    PolicyKind kind,
    OffloadingPolicy policy,
    Optional<InContextPolicy> learner,
    EpsilonSchedule exploration)
    implements AutoCloseable {

  /** The name of the random stream that exploration draws from. */
  private static final String EXPLORATION = "exploration";

  /** The name of the random stream that beliefs are sampled with. */
  private static final String THOMPSON = "thompson";

  /**
   * A fresh policy of a scenario, where nothing can be trained.
   *
   * @param model the decision model; asked by in-context policies only
   * @throws ScenarioException when the policy needs a training library
   */
  public static DeployedPolicy of(Scenario scenario, LanguageModel model) {
    return of(
        scenario,
        model,
        asked -> {
          throw untrainable(asked.policy().name());
        });
  }

  /**
   * A fresh policy of a scenario.
   *
   * @param model the decision model; asked by in-context policies only
   * @param trained makes the policy that is trained; asked for one only if the scenario names it
   */
  public static DeployedPolicy of(
      Scenario scenario, LanguageModel model, TrainedPolicyFactory trained) {
    PolicyKind kind = scenario.policy().name();
    Optional<InContextPolicy> learner =
        kind.inContext() ? Optional.of(inContext(scenario, model)) : Optional.empty();
    OffloadingPolicy policy = policy(scenario, learner, trained);
    if (!kind.explores()) {
      return new DeployedPolicy(kind, policy, learner, EpsilonSchedule.constant(0));
    }
    EpsilonSchedule schedule = schedule(scenario);
    EpsilonGreedy exploring =
        new EpsilonGreedy(policy, schedule, scenario.random().indexed(EXPLORATION));
    return new DeployedPolicy(kind, exploring, learner, schedule);
  }

  private static InContextPolicy inContext(Scenario scenario, LanguageModel model) {
    return new InContextPolicy(
        model,
        promptTemplate(scenario),
        scenario.policy().calibration(),
        ExperiencePool.empty(replay(scenario.policy())));
  }

  /** The template that a scenario's prompts are rendered with. */
  public static PromptTemplate promptTemplate(Scenario scenario) {
    PromptSpec prompt = scenario.policy().prompt();
    return new PromptTemplate(
        TaskDescription.of(
            scenario.analyticModel(UserRates.UNLIMITED),
            scenario.sizeClasses(),
            scenario.backhaulSeconds()),
        prompt.layout(),
        prompt.keywords());
  }

  private static OffloadingPolicy policy(
      Scenario scenario, Optional<InContextPolicy> learner, TrainedPolicyFactory trained) {
    PolicySpec spec = scenario.policy();
    return switch (spec.name()) {
      case ICL, LATEST, GREEDY -> learner.orElseThrow();
      case DQN -> trained.untrained(scenario);
      case TABULAR_Q -> new TabularQPolicy(spec.tabularQ().constantRate());
      case LINUCB ->
          new LinUcbPolicy(
              spec.linucb().alphaSeconds(), spec.linucb().ridge(), scenario.sizeClasses());
      case THOMPSON ->
          new ThompsonPolicy(
              spec.thompson().prior(),
              spec.thompson().noiseSeconds(),
              scenario.random().indexed(THOMPSON));
      case THRESHOLD -> new ThresholdPolicy(spec.threshold().gainSeconds());
      case ORACLE -> new OraclePolicy();
      case LOCAL -> new FixedPolicy(Decision.LOCAL);
      case CLOUD -> new FixedPolicy(Decision.OFFLOAD);
      case RANDOM -> new RandomPolicy(scenario.random().indexed(EXPLORATION));
    };
  }

  /**
   * Checks that a scenario's policy can decide where nothing can be trained, such as live.
   *
   * @throws ScenarioException when it cannot
   */
  public static void requireUntrained(Scenario scenario) {
    PolicyKind kind = scenario.policy().name();
    if (kind.needs() == PolicyKind.Needs.TRAINING_LIBRARY) {
      throw untrainable(kind);
    }
  }

  private static ScenarioException untrainable(PolicyKind kind) {
    return new ScenarioException(
        "policy.name is "
            + kind
            + ", which trains a neural network and runs in simulations only (nearfar simulate); here"
            + " it can be any other policy",
        null);
  }

  private static Replay replay(PolicySpec spec) {
    return spec.name() == PolicyKind.LATEST
        ? new Replay.Latest(spec.window(), spec.keepBad())
        : new Replay.Prioritised(spec.keepBad());
  }

  private static EpsilonSchedule schedule(Scenario scenario) {
    Exploration exploration = scenario.policy().exploration();
    long overTasks =
        exploration.overTasks() != null
            ? exploration.overTasks()
            : scenario.arrivals().expectedTasks(scenario.users()).orElseThrow() / 2;
    return new EpsilonSchedule(exploration.start(), exploration.end(), overTasks);
  }

  /** Closes the policy. */
  @Override
  public void close() {
    policy.close();
  }
}
