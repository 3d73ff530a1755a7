package io.nearfar.experiments.simulate;

import io.nearfar.experiments.Failure;
import io.nearfar.experiments.dqn.DeepQPolicy;
import io.nearfar.experiments.workload.Arrival;
import io.nearfar.experiments.workload.Workload;
import io.nearfar.model.delay.AnalyticModel;
import io.nearfar.model.outcome.Assessment;
import io.nearfar.model.outcome.Ending;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.outcome.Timing;
import io.nearfar.model.policy.Choice;
import io.nearfar.model.policy.Feedback;
import io.nearfar.model.policy.ModelFailure;
import io.nearfar.model.policy.Situation;
import io.nearfar.model.policy.icl.LanguageModel;
import io.nearfar.model.scenario.Arrivals;
import io.nearfar.model.scenario.DeployedPolicy;
import io.nearfar.model.scenario.ModelCourse;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.task.Task;
import io.nearfar.model.task.Tier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * A scenario on a virtual clock, with the policy code of the live agent.
 *
 * <p>How long a task takes is known when it is decided, so its record is written then; what the
 * policy learns of it waits in a queue until the clock has reached the task's end. Equal scenarios
 * give equal records, to the bit. The clock begins at 1970-01-01T00:00:00Z.
 */
public final class Simulation {

  private record Completion(double atSeconds, int index, Feedback feedback) {

    private static final Comparator<Completion> ORDER =
        Comparator.comparingDouble(Completion::atSeconds).thenComparingInt(Completion::index);
  }

  private final Scenario scenario;
  private final ModelCourse course;
  private final DeployedPolicy deployed;
  private final VirtualTier edge;
  private final VirtualTier cloud;
  private final PriorityQueue<Completion> underWay = new PriorityQueue<>(Completion.ORDER);
  private final Consumer<? super TaskRecord> sink;

  private Simulation(
      Scenario scenario, LanguageModel decisionModel, Consumer<? super TaskRecord> sink) {
    this.scenario = scenario;
    this.sink = sink;
    course = ModelCourse.of(scenario);
    deployed = DeployedPolicy.of(scenario, decisionModel, DeepQPolicy::of);
    edge = new VirtualTier(scenario, Tier.EDGE);
    cloud = new VirtualTier(scenario, Tier.CLOUD);
  }

  /**
   * Runs a scenario to its end.
   *
   * @param decisionModel asked by in-context policies
   * @return a record for each task, in order of arrival; the run is named after the scenario
   */
  public static List<TaskRecord> run(Scenario scenario, LanguageModel decisionModel) {
    List<TaskRecord> records = new ArrayList<>();
    run(scenario, decisionModel, records::add);
    return records;
  }

  /**
   * Runs a scenario to its end, and keeps no record.
   *
   * @param decisionModel asked by in-context policies
   * @param sink is given each record as it is made, in order of arrival, by the calling thread
   * @return the policy as the run leaves it: closed, to be looked at and no longer to be taught
   */
  public static DeployedPolicy run(
      Scenario scenario, LanguageModel decisionModel, Consumer<? super TaskRecord> sink) {
    Simulation simulation = new Simulation(scenario, decisionModel, sink);
    try (DeployedPolicy deployed = simulation.deployed) {
      if (scenario.arrivals() instanceof Arrivals.Slots slots) {
        simulation.runSlots(slots);
      } else {
        simulation.runTimed();
      }
      return deployed;
    }
  }

  /** A slot's tasks are all decided before any is learned; the next slot begins after the last. */
  private void runSlots(Arrivals.Slots slots) {
    double now = 0;
    int index = 0;
    for (List<Task> slot : Workload.slots(scenario, slots)) {
      for (Task task : slot) {
        serve(new Arrival(index++, now, task));
      }
      while (!underWay.isEmpty()) {
        now = underWay.peek().atSeconds();
        learnNext();
      }
    }
  }

  private void runTimed() {
    for (Arrival arrival : Workload.timed(scenario)) {
      while (!underWay.isEmpty() && underWay.peek().atSeconds() <= arrival.atSeconds()) {
        learnNext();
      }
      serve(arrival);
    }
  }

  private void learnNext() {
    deployed.policy().learn(underWay.poll().feedback());
  }

  private void serve(Arrival arrival) {
    Task task = arrival.task();
    AnalyticModel model = course.at(arrival.atSeconds());
    Situation situation =
        Situation.of(task, scenario.sizeClasses(), model, scenario.backhaulSeconds());
    Choice choice =
        deployed.policy().decide(situation, arrival.index()).toCompletableFuture().join();
    requireScores(choice);
    Tier tier = choice.decision().tier();
    VirtualTier generating = tier == Tier.EDGE ? edge : cloud;
    Timing measured = generating.measure(arrival);
    Assessment assessment = Assessment.of(model, situation, tier, measured);
    sink.accept(
        new TaskRecord(
            scenario.name(),
            Integer.toString(arrival.index()),
            instant(arrival.atSeconds()),
            task,
            task.outputTokens(),
            situation.condition(),
            deployed.kind().word(),
            choice,
            tier,
            generating.modelName(),
            Optional.empty(),
            Ending.COMPLETED,
            0,
            measured,
            assessment.analytic(),
            assessment.verdict()));
    underWay.add(
        new Completion(
            arrival.atSeconds() + measured.delaySeconds(),
            arrival.index(),
            assessment.feedback(situation)));
  }

  /** Without them the analytic model would decide every task: another experiment. */
  private static void requireScores(Choice choice) {
    if (choice.failure().equals(Optional.of(ModelFailure.NO_LOG_PROBABILITIES))) {
      throw new Failure(
          "the decision model gives no log-probabilities of local and offload, which"
              + " policy.calibration: contextual needs\nAsk another model, give more --alternatives,"
              + " or leave calibration out.");
    }
  }

  private static Instant instant(double seconds) {
    return Instant.EPOCH.plusNanos(Math.round(seconds * 1e9));
  }
}
