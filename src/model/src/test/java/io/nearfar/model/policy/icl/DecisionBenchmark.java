package io.nearfar.model.policy.icl;

import io.nearfar.model.delay.AnalyticModel;
import io.nearfar.model.outcome.Assessment;
import io.nearfar.model.outcome.Timing;
import io.nearfar.model.policy.Choice;
import io.nearfar.model.policy.OffloadingPolicy;
import io.nearfar.model.policy.Situation;
import io.nearfar.model.scenario.DeployedPolicy;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioReader;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Task;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Epsilon-greedy in-context decisions a second on one core, in the study's setting after its 20,000
 * tasks: the pool is settled and every condition's answer cached.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DecisionBenchmark {

  private static final int TASKS = 20_000;

  private final Scenario scenario = ScenarioReader.shipped("study");
  private final AnalyticModel model = scenario.analyticModel();
  private final Task[] tasks = new Task[1024];
  private final Situation[] situations = new Situation[tasks.length];
  private OffloadingPolicy policy;
  private long index;

  @Setup
  public void learn() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < tasks.length; i++) {
      ServiceType type = random.nextBoolean() ? ServiceType.REGULAR : ServiceType.QUALITY_PREFERRED;
      tasks[i] = new Task(random.nextInt(scenario.users()), type, 1, random.nextInt(400, 1600));
      situations[i] = situation(tasks[i]);
    }
    policy = DeployedPolicy.of(scenario, new ExampleVoteReader()).policy();
    for (index = 0; index < TASKS; index++) {
      simulatedTask();
    }
  }

  /** The decision alone. */
  @Benchmark
  public Choice decision() {
    return decide(situations[next()]);
  }

  /** With what it looks at: condition and analytic prospects of a task. */
  @Benchmark
  public Choice situationAndDecision() {
    return decide(situation(tasks[next()]));
  }

  /** The whole way of a task through the model: situation, decision, assessment and learning. */
  @Benchmark
  public Assessment simulatedTask() {
    Situation situation = situation(tasks[next()]);
    Choice choice = decide(situation);
    double seconds = situation.of(choice.decision()).delay().gatewaySeconds();
    Timing measured =
        new Timing(OptionalDouble.empty(), OptionalDouble.empty(), seconds, OptionalDouble.empty());
    Assessment assessment = Assessment.of(model, situation, choice.decision().tier(), measured);
    policy.learn(assessment.feedback(situation));
    return assessment;
  }

  private int next() {
    return (int) (index++ % tasks.length);
  }

  private Situation situation(Task task) {
    return Situation.of(task, scenario.sizeClasses(), model, scenario.backhaulSeconds());
  }

  private Choice decide(Situation situation) {
    return policy.decide(situation, index).toCompletableFuture().join();
  }
}
