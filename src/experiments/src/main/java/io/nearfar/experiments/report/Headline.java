package io.nearfar.experiments.report;

import io.nearfar.experiments.result.RunFacts;
import io.nearfar.model.inference.ModelProfile;
import io.nearfar.model.policy.icl.Calibration;
import io.nearfar.model.scenario.Arrivals;
import io.nearfar.model.scenario.PolicySpec;
import io.nearfar.model.scenario.Scenario;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a reader must know before the first number. */
final class Headline {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Headline() {}

  /** The run in one sentence. */
  static String lead(RunData run, Summary summary) {
    boolean real = run.facts().clock() == RunFacts.Clock.REAL;
    return Numbers.count(summary.overall().tasks(), "task")
        + " of "
        + Numbers.count(run.scenario().users(), "user")
        + ", "
        + (real ? "measured on the wall clock at a live edge" : "simulated on a virtual clock")
        + "; every measured number stands beside what the analytic model promised for the same"
        + " task.";
  }

  /** The facts in order of interest. */
  static List<Fact> facts(RunData run, Summary summary) {
    RunFacts facts = run.facts();
    Scenario scenario = run.scenario();
    List<Fact> list = new ArrayList<>();
    list.add(new Fact("Scenario", scenario.name() + ", seed " + scenario.seed()));
    list.add(new Fact("Tasks", tasks(run, summary)));
    list.addAll(setting(scenario, facts.decisionModel()));
    facts.decisionCost().ifPresent(cost -> list.addAll(CostFacts.of(cost)));
    list.add(new Fact("Started", MOMENT.format(facts.started())));
    list.add(
        new Fact("Took", Numbers.of(facts.wallSeconds()) + " s (" + facts.clock() + " clock)"));
    facts.edgeUrl().ifPresent(url -> list.add(new Fact("Edge", url)));
    facts
        .nodeFigures()
        .forEach(
            (name, value) -> {
              if (value != null && Double.isFinite(value)) {
                list.add(new Fact(name.replace('_', ' '), Numbers.figure(value)));
              }
            });
    return list;
  }

  /** What was run, beside its tasks. */
  static List<Fact> setting(Scenario scenario, String decisionModel) {
    List<Fact> list = new ArrayList<>();
    list.add(new Fact("Edge model", model(scenario.pair().edge())));
    list.add(new Fact("Cloud model", model(scenario.pair().cloud())));
    list.add(new Fact("Policy", scenario.policy().name().word()));
    list.add(new Fact("Decision model", decisionModel));
    if (scenario.policy().name().inContext()) {
      list.add(new Fact("Prompt", prompt(scenario.policy())));
    }
    list.add(new Fact("Arrivals", arrivals(scenario.arrivals())));
    list.add(
        new Fact(
            "Delivery and first guess of the backhaul",
            scenario.delivery().name().toLowerCase(Locale.ROOT)
                + ", "
                + Numbers.significant(1e3 * scenario.backhaulSeconds(), 4)
                + " ms"));
    list.add(
        new Fact(
            "Reward",
            "target "
                + Numbers.significant(scenario.reward().targetSeconds(), 6)
                + " s, penalty "
                + Numbers.significant(scenario.reward().penaltySeconds(), 6)
                + " s"));
    return list;
  }

  private static String tasks(RunData run, Summary summary) {
    String count = Numbers.count(summary.overall().tasks());
    if (run.tasks().isEmpty()) {
      return count;
    }
    Duration span =
        Duration.between(
            run.tasks().get(0).arrival(), run.tasks().get(run.tasks().size() - 1).arrival());
    return count + ", arriving over " + Numbers.of(span.toMillis() / 1e3) + " s";
  }

  private static String prompt(PolicySpec policy) {
    String calibrated =
        policy.calibration() == Calibration.NONE
            ? ""
            : ", " + policy.calibration() + " calibration";
    return policy.prompt().layout()
        + " layout, keywords of "
        + policy.prompt().keywords()
        + calibrated;
  }

  private static String model(ModelProfile model) {
    return model.name() + ", " + Numbers.significant(1 / model.tpotSeconds(), 4) + " tokens/s";
  }

  private static String arrivals(Arrivals arrivals) {
    if (arrivals instanceof Arrivals.Slots slots) {
      return slots.timeslots() + " timeslots, one task of each user in each";
    }
    if (arrivals instanceof Arrivals.Poisson poisson) {
      return "Poisson, "
          + Numbers.significant(poisson.ratePerSecond(), 4)
          + " tasks/s for "
          + Numbers.significant(poisson.durationSeconds(), 4)
          + " s";
    }
    if (arrivals instanceof Arrivals.Trace trace) {
      return "trace replayed at speed " + Numbers.significant(trace.speed(), 4);
    }
    throw new IllegalStateException("arrivals of an unknown kind: " + arrivals);
  }
}
