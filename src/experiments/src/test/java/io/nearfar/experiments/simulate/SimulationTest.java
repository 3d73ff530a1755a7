package io.nearfar.experiments.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nearfar.experiments.Scenarios;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.policy.Origin;
import io.nearfar.model.policy.icl.ExampleVoteReader;
import io.nearfar.model.radio.Cell;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioReader;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Tier;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SimulationTest {

  private static final String JITTERY_MODELS =
      "models: {edge: {model: Llama3-8B, jitter: {distribution: log-normal,"
          + " coefficientOfVariation: 0.2}}, cloud: {model: cloud-default, arenaElo: 1206, mmlu: 0.82,"
          + " jitter: {distribution: gamma, coefficientOfVariation: 0.3}}}";
  private static final String SLOTS = "arrivals: {process: slots, timeslots: 20}";
  private static final String POISSON =
      "arrivals: {process: poisson, ratePerSecond: 2, durationSeconds: 100}";

  @Test
  void repeatsARunToTheBit() {
    Scenario scenario = Scenarios.of("delivery: streamed", JITTERY_MODELS, POISSON);

    assertThat(run(scenario)).isEqualTo(run(scenario)).isNotEqualTo(run(scenario.withSeed(2)));
  }

  @Test
  void usesTheRatesOfTheEpochThatATaskArrivesIn() {
    Scenario scenario =
        Scenarios.of(
            POISSON,
            "users: 4",
            "radio: {rate: cell, averaging: {slots: 20}, updateSeconds: 10,"
                + " scheduler: {discipline: proportional-fair, timeConstantSlots: 5}}");
    Cell cell = scenario.cell().orElseThrow();
    List<TaskRecord> records = run(scenario);

    for (TaskRecord record : records) {
      long epoch = record.arrival().toEpochMilli() / 10_000;
      double rate = cell.snapshot(epoch).rates().bitPerSecond(record.task().user().orElseThrow());
      assertThat(record.verdict().radioSeconds())
          .isCloseTo(8 * record.task().outputTokens() * 4 / rate, within(1e-12));
    }
    assertThat(records).isEqualTo(run(scenario));
    assertThat(records.get(records.size() - 1).arrival()).isAfter(Instant.ofEpochSecond(80));
  }

  @Test
  void givesOneTaskTheSameTimeOnATierWhateverIsDecidedAboutOthers() {
    String[] common = {"delivery: streamed", JITTERY_MODELS, POISSON};
    Map<String, TaskRecord> mixed = byId(run(scenario("{name: random}", common)));
    Map<String, TaskRecord> local = byId(run(scenario("{name: local}", common)));
    Map<String, TaskRecord> cloud = byId(run(scenario("{name: cloud}", common)));

    assertThat(mixed.keySet()).isEqualTo(local.keySet()).isEqualTo(cloud.keySet());
    mixed.forEach(
        (id, record) -> {
          TaskRecord same = (record.tier() == Tier.EDGE ? local : cloud).get(id);
          assertThat(record.arrival()).isEqualTo(same.arrival());
          assertThat(record.task()).isEqualTo(same.task());
          assertThat(record.measured()).isEqualTo(same.measured());
          assertThat(record.verdict()).isEqualTo(same.verdict());
        });
  }

  @Test
  void spreadsAroundTheAnalyticDelayWithJitterAndNotWithout() {
    List<TaskRecord> jittery = run(scenario("{name: random}", JITTERY_MODELS, POISSON));
    List<TaskRecord> exact = run(scenario("{name: random}", POISSON));

    assertThat(exact)
        .allSatisfy(
            r -> assertThat(r.measured().delaySeconds()).isEqualTo(r.analytic().delaySeconds()));
    assertThat(jittery)
        .allSatisfy(
            r -> assertThat(r.measured().delaySeconds()).isNotEqualTo(r.analytic().delaySeconds()));
    double relative =
        jittery.stream()
            .mapToDouble(r -> r.measured().delaySeconds() / r.analytic().delaySeconds() - 1)
            .average()
            .orElseThrow();
    assertThat(relative).isCloseTo(0, within(0.005));
  }

  @Test
  void measuresAsAGatewayWouldSeeIt() {
    Scenario scenario =
        scenario(
            "{name: cloud}",
            "users: 1",
            "delivery: streamed",
            "sizeClasses: [{name: fixed, from: 33, below: 34}]",
            "arrivals: {process: slots, timeslots: 2}");

    List<TaskRecord> records = run(scenario);

    TaskRecord second = records.get(1);
    assertThat(second.measured().ttftSeconds().orElseThrow()).isCloseTo(0.52, within(1e-12));
    assertThat(second.measured().tpotSeconds()).hasValue(1 / 32.0);
    assertThat(second.measured().delaySeconds()).isCloseTo(1.52, within(1e-12));
    assertThat(second.measured().backhaulSeconds()).hasValue(0.1);
    assertThat(second.measured()).isEqualTo(second.analytic());
    // The second slot begins when the first is answered.
    assertThat(second.arrival()).isEqualTo(Instant.EPOCH.plusMillis(1520));
  }

  @Test
  void leavesTtftAndTpotOutOfStoredAnswers() {
    assertThat(run(scenario("{name: random}", POISSON)))
        .allSatisfy(
            r -> {
              assertThat(r.measured().ttftSeconds()).isEmpty();
              assertThat(r.measured().tpotSeconds()).isEmpty();
            });
  }

  @Test
  void givesTheOracleNoRegretAndNobodyLess() {
    String slots = "arrivals: {process: slots, timeslots: 50}";

    assertThat(run(scenario("{name: oracle}", slots)))
        .hasSize(1000)
        .allSatisfy(r -> assertThat(r.verdict().regret()).isZero());
    assertThat(run(scenario("{name: random}", slots)))
        .allSatisfy(r -> assertThat(r.verdict().regret()).isNotNegative())
        .anySatisfy(r -> assertThat(r.verdict().regret()).isPositive());
  }

  @Test
  void reportsATaskThatNoModelIsGoodEnoughFor() {
    String impossible =
        "quality: {regular: {scale: arena-elo, threshold: 1000},"
            + " qualityPreferred: {scale: mmlu, threshold: 0.9}}";

    for (String policy : List.of("icl", "oracle")) {
      assertThat(run(scenario("{name: " + policy + "}", impossible, SLOTS)))
          .allSatisfy(
              r -> {
                boolean regular = r.task().serviceType() == ServiceType.REGULAR;
                assertThat(r.verdict().attainable()).isEqualTo(regular);
                assertThat(r.verdict().feasible()).isEqualTo(regular);
              })
          .anySatisfy(r -> assertThat(r.verdict().attainable()).isFalse());
    }
    assertThat(run(scenario("{name: local}", SLOTS)))
        .allSatisfy(r -> assertThat(r.verdict().attainable()).isTrue());
  }

  @Test
  void servesWhatNoModelIsGoodEnoughForAsWellAsItCan() {
    String impossible =
        "quality: {regular: {scale: arena-elo, threshold: 1300},"
            + " qualityPreferred: {scale: mmlu, threshold: 0.9}}";

    assertThat(run(scenario("{name: oracle}", impossible, SLOTS)))
        .allSatisfy(
            r -> {
              assertThat(r.verdict().attainable()).isFalse();
              assertThat(r.verdict().regret()).isZero();
            });
  }

  @Test
  void succeedsWithProbabilityOneMinusHalfEpsilonOnceConverged() {
    Scenario scenario =
        scenario(
            "{name: icl, exploration: {start: 0.2, end: 0.2, overTasks: 0}}",
            "qualityPreferredShare: 1",
            "arrivals: {process: slots, timeslots: 1000}");

    List<TaskRecord> converged = run(scenario).subList(2_000, 20_000);

    double success =
        converged.stream().filter(r -> r.verdict().feasible()).count() / (double) converged.size();
    // 18,000 draws: five standard deviations are 0.012.
    assertThat(success).isCloseTo(0.9, within(0.012));
  }

  @Test
  void convergesToTheOracleInContext() {
    List<TaskRecord> records = run(ScenarioReader.shipped("study"));

    assertThat(records).hasSize(20_000);
    List<TaskRecord> unexplored =
        records.subList(10_000, 20_000).stream()
            .filter(r -> r.choice().origin() != Origin.EXPLORED)
            .toList();
    assertThat(unexplored).hasSizeGreaterThan(9_000);
    assertThat(unexplored).allSatisfy(r -> assertThat(r.verdict().regret()).isZero());
    assertThat(meanRegret(records.subList(0, 1_000)))
        .isGreaterThan(10 * meanRegret(records.subList(19_000, 20_000)));
  }

  @Test
  void learnsOnlyFromWhatHasEnded() {
    // One user; the first quality task ends after the second has been decided.
    Scenario scenario =
        scenario(
            "{name: greedy, keepBad: true}",
            "qualityPreferredShare: 1",
            "users: 2",
            "arrivals: {process: slots, timeslots: 2}",
            "sizeClasses: [{name: fixed, from: 100, below: 101}]");

    List<TaskRecord> records = run(scenario);

    // Zero-shot the prompt's faster option decides for the whole slot; then the bad example speaks.
    assertThat(records)
        .extracting(r -> r.choice().decision())
        .containsExactly(Decision.LOCAL, Decision.LOCAL, Decision.OFFLOAD, Decision.OFFLOAD);
    assertThat(records)
        .extracting(r -> r.choice().origin())
        .containsExactly(Origin.MODEL, Origin.CACHED, Origin.MODEL, Origin.CACHED);
    assertThat(records)
        .allSatisfy(
            r -> assertThat(r.task().serviceType()).isEqualTo(ServiceType.QUALITY_PREFERRED));
  }

  private static double meanRegret(List<TaskRecord> records) {
    return records.stream().mapToDouble(r -> r.verdict().regret()).average().orElseThrow();
  }

  private static Map<String, TaskRecord> byId(List<TaskRecord> records) {
    return records.stream().collect(Collectors.toMap(TaskRecord::id, Function.identity()));
  }

  private static Scenario scenario(String policy, String... lines) {
    return Scenarios.of("policy: " + policy, String.join("\n", lines));
  }

  private static List<TaskRecord> run(Scenario scenario) {
    return Simulation.run(scenario, new ExampleVoteReader());
  }
}
