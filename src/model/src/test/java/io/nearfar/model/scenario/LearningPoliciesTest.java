package io.nearfar.model.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.model.delay.Prospect;
import io.nearfar.model.policy.Choice;
import io.nearfar.model.policy.Feedback;
import io.nearfar.model.policy.Origin;
import io.nearfar.model.policy.Situation;
import io.nearfar.model.policy.icl.ExampleVoteReader;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.SizeClass;
import io.nearfar.model.task.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the learning baselines come to on the study's tasks: 200 timeslots, 12 seeds. Random
 * decisions have a regret of 10 s a task there.
 */
class LearningPoliciesTest {

  private static final int SEEDS = 12;
  private static final int SLOTS = 200;

  /** Two-sided 99.9 % quantile of Student's t distribution with 11 degrees of freedom. */
  private static final double T = 4.437;

  private record Served(
      ServiceType type, Origin origin, boolean feasible, double regret, double regretOfOther) {}

  private record Interval(double low, double high) {}

  @ParameterizedTest
  @CsvSource({"linucb, 0", "linucb, 0.5", "thompson, 0", "thompson, 0.5"})
  void banditsConvergeToTheOracleWhateverTheNoise(String policy, double noise) {
    List<List<Served>> runs = runs("policy: {name: " + policy + "}", noise);

    Interval early = interval(runs, LearningPoliciesTest::firstQuarter, Served::regret);
    Interval late = interval(runs, LearningPoliciesTest::lastQuarter, Served::regret);
    assertThat(early.low).isPositive();
    assertThat(late.high).isLessThan(0.02).isLessThan(early.low / 5);
    assertThat(success(runs).low).isGreaterThan(0.999);
  }

  @ParameterizedTest
  @CsvSource({"0", "0.5"})
  void tabularQConvergesToTheOracleWhereItDoesNotExplore(double noise) {
    List<List<Served>> runs = runs("policy: {name: tabular-q}", noise);

    assertThat(runs)
        .allSatisfy(
            run ->
                assertThat(lastQuarter(run))
                    .filteredOn(task -> task.origin == Origin.RULE)
                    .hasSizeGreaterThan(800)
                    .allSatisfy(task -> assertThat(task.regret).isZero()));
  }

  @ParameterizedTest
  @CsvSource({"0.1", "0.4"})
  void tabularQLosesHalfOfWhatItExplores(double epsilon) {
    List<List<Served>> runs =
        runs(
            "policy: {name: tabular-q, exploration: {start: %1$s, end: %1$s}}".formatted(epsilon),
            0);

    Interval success = success(runs);
    assertThat(1 - epsilon / 2).isBetween(success.low, success.high);
    // With probability epsilon/2 a task's regret is that of the worse decision, else none.
    Interval surplus =
        interval(
            runs,
            LearningPoliciesTest::lastQuarter,
            task -> task.regret - epsilon / 2 * Math.max(task.regret, task.regretOfOther));
    assertThat(0.0).isBetween(surplus.low, surplus.high);
  }

  @ParameterizedTest
  @CsvSource({"tabular-q", "linucb", "thompson"})
  void equalSeedsDecideAlike(String policy) {
    String yaml = "policy: {name: " + policy + "}";

    assertThat(run(yaml, 5, 0.5)).isEqualTo(run(yaml, 5, 0.5)).isNotEqualTo(run(yaml, 6, 0.5));
  }

  @Test
  void aConstantLearningRateFollowsTheNoiseAndStillDecidesRight() {
    List<List<Served>> runs = runs("policy: {name: tabular-q, tabularQ: {learningRate: 0.1}}", 0.2);

    Interval surplus =
        interval(
            runs,
            LearningPoliciesTest::lastQuarter,
            task -> task.origin == Origin.EXPLORED ? 0 : task.regret);
    assertThat(surplus.high).isLessThan(0.02);
  }

  private static Interval success(List<List<Served>> runs) {
    return interval(
        runs,
        run ->
            lastQuarter(run).stream()
                .filter(task -> task.type == ServiceType.QUALITY_PREFERRED)
                .toList(),
        task -> task.feasible ? 1 : 0);
  }

  /** The confidence interval of a mean over seeds. */
  private static Interval interval(
      List<List<Served>> runs,
      UnaryOperator<List<Served>> part,
      ToDoubleFunction<Served> quantity) {
    double[] means =
        runs.stream()
            .mapToDouble(
                run -> part.apply(run).stream().mapToDouble(quantity).average().orElseThrow())
            .toArray();
    double mean = Arrays.stream(means).average().orElseThrow();
    double squares = Arrays.stream(means).map(m -> (m - mean) * (m - mean)).sum();
    double half = T * Math.sqrt(squares / (means.length - 1) / means.length);
    return new Interval(mean - half, mean + half);
  }

  private static List<Served> firstQuarter(List<Served> run) {
    return run.subList(0, run.size() / 4);
  }

  private static List<Served> lastQuarter(List<Served> run) {
    return run.subList(3 * run.size() / 4, run.size());
  }

  private static List<List<Served>> runs(String policy, double noise) {
    return LongStream.rangeClosed(1, SEEDS).mapToObj(seed -> run(policy, seed, noise)).toList();
  }

  /** Delays are drawn uniformly from the analytic one times 1 - noise to 1 + noise. */
  private static List<Served> run(String policy, long seed, double noise) {
    Scenario scenario =
        ScenarioReader.read(
            "name: test\nseed: %d\narrivals: {process: slots, timeslots: %d}\n%s"
                .formatted(seed, SLOTS, policy),
            "test");
    DeployedPolicy deployed = DeployedPolicy.of(scenario, new ExampleVoteReader());
    RandomGenerator random = new SplittableRandom(seed);
    List<Served> served = new ArrayList<>();
    for (int slot = 0; slot < SLOTS; slot++) {
      List<Feedback> feedback = new ArrayList<>();
      for (int user = 0; user < scenario.users(); user++) {
        Situation situation =
            Situation.of(
                task(scenario, user, random),
                scenario.sizeClasses(),
                scenario.analyticModel(),
                scenario.backhaulSeconds());
        Choice choice =
            deployed.policy().decide(situation, served.size()).toCompletableFuture().join();
        served.add(served(situation, choice));
        Prospect prospect = situation.of(choice.decision());
        double delay =
            prospect.delay().totalSeconds() * (1 + noise * (2 * random.nextDouble() - 1));
        feedback.add(
            new Feedback(
                situation.task(),
                situation.condition(),
                choice.decision(),
                scenario.reward().of(delay, prospect.feasible()),
                prospect.feasible()));
      }
      feedback.forEach(deployed.policy()::learn);
    }
    return served;
  }

  private static Served served(Situation situation, Choice choice) {
    return new Served(
        situation.task().serviceType(),
        choice.origin(),
        situation.of(choice.decision()).feasible(),
        situation.regret(choice.decision()),
        situation.regret(choice.decision().other()));
  }

  private static Task task(Scenario scenario, int user, RandomGenerator random) {
    List<SizeClass> sizes = scenario.sizeClasses().list();
    SizeClass size = sizes.get(random.nextInt(sizes.size()));
    return new Task(
        user,
        random.nextBoolean() ? ServiceType.REGULAR : ServiceType.QUALITY_PREFERRED,
        1,
        random.nextInt(size.from(), size.below()));
  }
}
