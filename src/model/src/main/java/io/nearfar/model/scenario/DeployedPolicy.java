package io.nearfar.model.scenario;

import io.nearfar.model.policy.EpsilonGreedy;
import io.nearfar.model.policy.EpsilonSchedule;
import io.nearfar.model.policy.FixedPolicy;
import io.nearfar.model.policy.OffloadingPolicy;
import io.nearfar.model.policy.OraclePolicy;
import io.nearfar.model.policy.PolicyKind;
import io.nearfar.model.policy.RandomPolicy;
import io.nearfar.model.policy.icl.ExperiencePool;
import io.nearfar.model.policy.icl.InContextPolicy;
import io.nearfar.model.policy.icl.LanguageModel;
import io.nearfar.model.policy.icl.PromptTemplate;
import io.nearfar.model.policy.icl.Replay;
import io.nearfar.model.policy.icl.TaskDescription;
import io.nearfar.model.random.RandomStreams;
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
    EpsilonSchedule exploration) {

  /** The name of the random stream that exploration draws from. */
  private static final String EXPLORATION = "exploration";

  /**
   * A fresh policy of a scenario.
   *
   * @param model the decision model; asked by in-context policies only
   */
  public static DeployedPolicy of(Scenario scenario, LanguageModel model) {
    PolicyKind kind = scenario.policy().name();
    RandomStreams.Indexed draws = scenario.random().indexed(EXPLORATION);
    if (!kind.inContext()) {
      return new DeployedPolicy(
          kind, trivial(kind, draws), Optional.empty(), EpsilonSchedule.constant(0));
    }
    InContextPolicy learner =
        new InContextPolicy(
            model,
            new PromptTemplate(
                TaskDescription.of(
                    scenario.analyticModel(), scenario.sizeClasses(), scenario.backhaulSeconds())),
            ExperiencePool.empty(replay(scenario.policy())));
    if (!kind.explores()) {
      return new DeployedPolicy(kind, learner, Optional.of(learner), EpsilonSchedule.constant(0));
    }
    EpsilonSchedule schedule = schedule(scenario);
    return new DeployedPolicy(
        kind, new EpsilonGreedy(learner, schedule, draws), Optional.of(learner), schedule);
  }

  private static OffloadingPolicy trivial(PolicyKind kind, RandomStreams.Indexed draws) {
    return switch (kind) {
      case ORACLE -> new OraclePolicy();
      case LOCAL -> new FixedPolicy(Decision.LOCAL);
      case CLOUD -> new FixedPolicy(Decision.OFFLOAD);
      case RANDOM -> new RandomPolicy(draws);
      case ICL, LATEST, GREEDY -> throw new IllegalArgumentException(kind + " learns in context");
    };
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
}
