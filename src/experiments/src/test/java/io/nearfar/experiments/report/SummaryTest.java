package io.nearfar.experiments.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nearfar.experiments.result.SeededRun;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.policy.Origin;
import io.nearfar.model.scenario.ScenarioReader;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Tier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SummaryTest {

  private static final Offset<Double> EXACT = within(1e-12);

  private final Summary summary = Summary.of(TinyRun.data());

  @Test
  void comparesCompletedTasksOneByOne() {
    Group edge = group(Tier.EDGE, ServiceType.REGULAR);

    Comparison ttft = edge.comparisons().get(Quantity.TTFT);
    assertThat(ttft.tasks()).isEqualTo(2);
    close(ttft.measuredMeanSeconds(), 0.204);
    close(ttft.analyticMeanSeconds(), 0.2);
    // 1 % and 3 %
    close(ttft.errorPercent(), 2);

    Comparison tpot = edge.comparisons().get(Quantity.TPOT);
    close(tpot.measuredMeanSeconds(), 0.01);
    // 1 % above and 1 % below do not cancel
    close(tpot.errorPercent(), 1);

    Comparison delay = edge.comparisons().get(Quantity.DELAY);
    assertThat(delay.tasks()).isEqualTo(3);
    close(delay.measuredMeanSeconds(), 4.02);
    close(delay.analyticMeanSeconds(), 4);
    // 1 %, 1 % and 0 %
    close(delay.errorPercent(), 2.0 / 3);

    Comparison backhaul = edge.comparisons().get(Quantity.BACKHAUL);
    assertThat(backhaul)
        .isEqualTo(
            new Comparison(
                0, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty()));
  }

  @Test
  void theBackhaulOfALocalTaskIsNoBackhaul() {
    Comparison backhaul =
        group(Tier.CLOUD, ServiceType.QUALITY_PREFERRED).comparisons().get(Quantity.BACKHAUL);

    assertThat(backhaul.tasks()).isEqualTo(1);
    close(backhaul.errorPercent(), 10);
  }

  @Test
  void everyTaskEndsInExactlyOneColumn() {
    for (int seed = 1; seed <= 5; seed++) {
      RunData run = seeded(new SeededRun(seed, 700).tasks());
      for (Group group : Summary.of(run).groups()) {
        assertThat(group.completed() + group.hopFallbacks() + group.cancelled() + group.failed())
            .isEqualTo(group.tasks());
        assertThat(group.decisions().values().stream().mapToInt(Integer::intValue).sum())
            .isEqualTo(group.tasks());
      }
    }
  }

  @Test
  void aFallbackCountsInSuccessAndRewardButNotInDelays() {
    Group group = group(Tier.EDGE, ServiceType.QUALITY_PREFERRED);

    assertThat(group.tasks()).isEqualTo(1);
    assertThat(group.completed()).isZero();
    assertThat(group.hopFallbacks()).isEqualTo(1);
    assertThat(group.p50DelaySeconds()).isEmpty();
    assertThat(group.comparisons().get(Quantity.DELAY).tasks()).isZero();
    close(group.successRate(), 0);
    close(group.meanReward(), -5);
    close(group.meanRegretSeconds(), 39.5);
    assertThat(summary.hopFallbacks()).containsOnly(entry("connect", 1));
    assertThat(summary.decisionFallbacks()).containsOnly(entry("deadline", 1));
  }

  @Test
  void sumsUpATierAndTheWhole() {
    Group edge = group(Tier.EDGE, null);
    assertThat(edge.tasks()).isEqualTo(4);
    close(edge.successRate(), 0.75);
    close(edge.meanReward(), (38 + 36 + 34 - 5) / 4.0);
    // 2.02, 4.04, 6.00: the fallback's delay is not among them
    close(edge.p50DelaySeconds(), 4.04);

    Group all = summary.overall();
    assertThat(all.tasks()).isEqualTo(7);
    assertThat(all.completed()).isEqualTo(4);
    assertThat(all.cancelled()).isEqualTo(1);
    assertThat(all.failed()).isEqualTo(1);
    close(all.successRate(), 0.8);
    close(all.offloadShare(), 4.0 / 7);
    assertThat(all.decisions())
        .containsEntry(Origin.CACHED, 2)
        .containsEntry(Origin.EXPLORED, 2)
        .containsEntry(Origin.MODEL, 2)
        .containsEntry(Origin.FALLBACK, 1)
        .containsEntry(Origin.PINNED, 0);
  }

  @Test
  void sumsUpAServiceTypeOverBothTiers() {
    Group qualityPreferred = group(null, ServiceType.QUALITY_PREFERRED);
    assertThat(qualityPreferred.tasks()).isEqualTo(3);
    // one met (4e) in the cloud, one fell back to the edge and did not; the third was cancelled
    close(qualityPreferred.successRate(), 0.5);
    close(qualityPreferred.meanReward(), (37.5 - 5) / 2);
    close(qualityPreferred.meanRegretSeconds(), 39.5 / 2);

    Group regular = group(null, ServiceType.REGULAR);
    assertThat(regular.tasks()).isEqualTo(4);
    close(regular.successRate(), 1);
    close(regular.offloadShare(), 0.25);
  }

  @Test
  void judgesATierByItsWorstQuantityAndNeverByTheBackhaul() {
    assertThat(summary.verdicts())
        .extracting(ModelVerdict::sentence)
        .containsExactly(
            "edge: worst mean error 2 % (TTFT, 3 tasks): goal of 1 % MISSED.",
            "cloud: worst mean error 0 % (TTFT, 1 task): goal of 1 % met.");
  }

  @Test
  void aTierWithoutTasksIsNotJudged() {
    RunData run = seeded(TinyRun.tasks().subList(0, 3));

    assertThat(Summary.of(run).verdicts().get(1).sentence())
        .isEqualTo("cloud: no task was completed here, so there is nothing to judge.");
    assertThat(Summary.of(run).verdicts().get(1).met()).isFalse();
  }

  @Test
  void setsClientsBesideTheGateway() {
    ClientView clients = summary.clients().orElseThrow();

    assertThat(clients.rows()).hasSize(2);
    ClientView.Row edge = clients.rows().get(0);
    close(edge.ttft().clientMeanSeconds(), 0.204);
    close(edge.ttft().differenceMeanSeconds(), 0.002);
    close(edge.delay().differenceMeanSeconds(), 0.003);
    close(clients.rows().get(1).delay().gatewayMeanSeconds(), 2.5);
    assertThat(clients.errors()).containsOnly(entry("bad gateway", 1));
    assertThat(clients.unknown()).isEqualTo(1);
  }

  @Test
  void aTaskWithANumberThatIsNotFiniteIsCountedApart() {
    List<TaskRecord> tasks = new ArrayList<>(TinyRun.tasks());
    tasks.set(0, TinyRun.withDelay(tasks.get(0), Double.NaN));

    Summary summary = Summary.of(seeded(tasks));

    assertThat(summary.unusable()).isEqualTo(1);
    assertThat(summary.overall().tasks()).isEqualTo(6);
    assertThat(summary.notes()).contains("1 task with a number that is not finite, in no row.");
  }

  @Test
  void theOrderOfTheFileDoesNotMatter() {
    List<TaskRecord> shuffled = new ArrayList<>(new SeededRun(4, 300).tasks());
    Collections.shuffle(shuffled, new Random(4));

    assertThat(Summary.of(seeded(shuffled)))
        .isEqualTo(Summary.of(seeded(new SeededRun(4, 300).tasks())));
  }

  private Group group(Tier tier, ServiceType type) {
    return summary.groups().stream()
        .filter(group -> group.tier().equals(Optional.ofNullable(tier)))
        .filter(group -> group.serviceType().equals(Optional.ofNullable(type)))
        .findFirst()
        .orElseThrow();
  }

  private static RunData seeded(List<TaskRecord> tasks) {
    return RunData.of(
        TinyRun.facts("none"), ScenarioReader.shipped("demo"), tasks, Optional.empty());
  }

  private static void close(OptionalDouble actual, double expected) {
    assertThat(actual.orElseThrow()).isCloseTo(expected, EXACT);
  }

  private static Map.Entry<String, Integer> entry(String key, int value) {
    return Map.entry(key, value);
  }
}
