package io.nearfar.model.outcome;

import io.nearfar.model.Check;
import io.nearfar.model.delay.AnalyticModel;
import io.nearfar.model.delay.Prospect;
import io.nearfar.model.delay.ServiceDelay;
import io.nearfar.model.policy.Feedback;
import io.nearfar.model.policy.Situation;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.Tier;
import java.util.OptionalDouble;

/**
 * What the analytic model makes of a finished task: the half of a {@link TaskRecord} that is
 * computed, the same for either clock.
 *
 * @param executed the decision that was carried out: that of the tier that generated, which after a
 *     failed hop is not the one that was taken
 * @param analytic what the model promises for the task on that tier
 * @param verdict constraint, reward and regret
 */
public record Assessment(Decision executed, Timing analytic, TaskRecord.Verdict verdict) {

  public Assessment {
    Check.present("executed", executed);
    Check.present("analytic", analytic);
    Check.present("verdict", verdict);
  }

  /**
   * Sets a finished task against the model. The analytic timing has a TTFT and a TPOT exactly when
   * the measured one has them; the backhaul of an offloaded task comes before its first token.
   *
   * @param model the model of the deployment, for TPOT and reward
   * @param situation the task with the output length that was generated, and the backhaul as known
   *     at the decision
   * @param tier who generated the answer
   * @param measured what was seen of it
   */
  public static Assessment of(
      AnalyticModel model, Situation situation, Tier tier, Timing measured) {
    return of(model, situation, tier, measured, false);
  }

  /**
   * As {@link #of}, for a task whose tokens the gateway delivered at the pace of the radio link:
   * both timings then contain the radio share.
   */
  public static Assessment ofPaced(
      AnalyticModel model, Situation situation, Tier tier, Timing measured) {
    return of(model, situation, tier, measured, true);
  }

  private static Assessment of(
      AnalyticModel model, Situation situation, Tier tier, Timing measured, boolean paced) {
    Decision executed = tier == Tier.EDGE ? Decision.LOCAL : Decision.OFFLOAD;
    Prospect prospect = situation.of(executed);
    ServiceDelay delay = prospect.delay();
    double onAir = paced ? model.tokenOnAirSeconds(situation.task()) : 0;
    double radioBeyond = paced ? 0 : delay.radioSeconds();
    Timing analytic =
        new Timing(
            measured.ttftSeconds().isPresent()
                ? OptionalDouble.of(delay.backhaulSeconds() + delay.ttftSeconds() + onAir)
                : OptionalDouble.empty(),
            measured.tpotSeconds().isPresent()
                ? OptionalDouble.of(Math.max(model.pair().on(tier).tpotSeconds(), onAir))
                : OptionalDouble.empty(),
            paced ? delay.totalSeconds() : delay.gatewaySeconds(),
            tier == Tier.CLOUD
                ? OptionalDouble.of(delay.backhaulSeconds())
                : OptionalDouble.empty());
    double seenByUser = measured.delaySeconds() + radioBeyond;
    TaskRecord.Verdict verdict =
        new TaskRecord.Verdict(
            prospect.feasible(),
            situation.best().isPresent(),
            radioBeyond,
            model.reward().of(seenByUser, prospect.feasible()),
            prospect.reward(),
            situation.regret(executed));
    return new Assessment(executed, analytic, verdict);
  }

  /**
   * What a policy learns of the task.
   *
   * @param decidedIn the situation as the decision saw it: with the expected output length, whose
   *     condition the policy will meet again
   */
  public Feedback feedback(Situation decidedIn) {
    return new Feedback(
        decidedIn.task(), decidedIn.condition(), executed, verdict.reward(), verdict.feasible());
  }
}
