package io.nearfar.serving.config;

import io.nearfar.model.delay.Delivery;
import io.nearfar.model.delay.QualityConstraint;
import io.nearfar.model.delay.QualityScale;
import io.nearfar.model.delay.QualityThreshold;
import io.nearfar.model.delay.Reward;
import io.nearfar.model.inference.Contention;
import io.nearfar.model.inference.Jitter;
import io.nearfar.model.inference.Load;
import io.nearfar.model.inference.PrefillLaw;
import io.nearfar.model.outcome.Ending;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.outcome.Timing;
import io.nearfar.model.policy.Choice;
import io.nearfar.model.policy.ModelFailure;
import io.nearfar.model.policy.Origin;
import io.nearfar.model.policy.PolicyKind;
import io.nearfar.model.policy.icl.Calibration;
import io.nearfar.model.policy.icl.Evaluation;
import io.nearfar.model.policy.icl.Experience;
import io.nearfar.model.policy.icl.PromptLayout;
import io.nearfar.model.policy.icl.Vocabulary;
import io.nearfar.model.radio.Averaging;
import io.nearfar.model.radio.Carrier;
import io.nearfar.model.radio.CellSpec;
import io.nearfar.model.radio.Mobility;
import io.nearfar.model.radio.Propagation;
import io.nearfar.model.radio.RadioSpec;
import io.nearfar.model.radio.Scheduler;
import io.nearfar.model.radio.Sites;
import io.nearfar.model.radio.Terminals;
import io.nearfar.model.scenario.Arrivals;
import io.nearfar.model.scenario.DqnSpec;
import io.nearfar.model.scenario.Exploration;
import io.nearfar.model.scenario.LinUcbSpec;
import io.nearfar.model.scenario.ModelSpec;
import io.nearfar.model.scenario.Models;
import io.nearfar.model.scenario.PolicySpec;
import io.nearfar.model.scenario.PromptSpec;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.TabularQSpec;
import io.nearfar.model.scenario.ThompsonSpec;
import io.nearfar.model.scenario.ThresholdSpec;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.SizeClass;
import io.nearfar.model.task.SizeClasses;
import io.nearfar.model.task.Task;
import io.nearfar.model.task.Tier;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a native executable may reflect on of a model that knows no framework: everything that a
 * scenario, a task record or an answer of the API consists of, and the rows of the model catalogue.
 * A test of the edge agent says what is missing here, and what too much.
 */
@RegisterForReflection(
    classNames = "io.nearfar.model.inference.ModelCatalogue$Row",
    targets = {
      Arrivals.Poisson.class,
      Arrivals.Slots.class,
      Arrivals.Trace.class,
      Arrivals.class,
      Averaging.class,
      Calibration.class,
      Carrier.class,
      CellSpec.class,
      Choice.class,
      Condition.class,
      Contention.class,
      Decision.class,
      Delivery.class,
      DqnSpec.class,
      Ending.class,
      Evaluation.class,
      Experience.class,
      Exploration.class,
      Jitter.Gamma.class,
      Jitter.LogNormal.class,
      Jitter.None.class,
      Jitter.Normal.class,
      Jitter.class,
      LinUcbSpec.class,
      Load.class,
      Mobility.RandomWaypoint.class,
      Mobility.Static.class,
      Mobility.class,
      ModelFailure.class,
      ModelSpec.class,
      Models.class,
      Origin.class,
      PolicyKind.class,
      PolicySpec.class,
      PrefillLaw.Constant.class,
      PrefillLaw.PerToken.class,
      PrefillLaw.class,
      PromptLayout.class,
      PromptSpec.class,
      Propagation.class,
      QualityConstraint.class,
      QualityScale.class,
      QualityThreshold.class,
      RadioSpec.Fixed.class,
      RadioSpec.PerUser.class,
      RadioSpec.Unlimited.class,
      RadioSpec.class,
      Reward.class,
      Scenario.class,
      Scheduler.MaxRate.class,
      Scheduler.ProportionalFair.class,
      Scheduler.RoundRobin.class,
      Scheduler.class,
      ServiceType.class,
      Sites.class,
      SizeClass.class,
      SizeClasses.class,
      TabularQSpec.class,
      Task.class,
      TaskRecord.Verdict.class,
      TaskRecord.class,
      Terminals.class,
      ThompsonSpec.class,
      ThresholdSpec.class,
      Tier.class,
      Timing.class,
      Vocabulary.class
    })
public final class ReflectedTypes {

  private ReflectedTypes() {}
}
