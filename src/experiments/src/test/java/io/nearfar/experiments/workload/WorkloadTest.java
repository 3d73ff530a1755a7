package io.nearfar.experiments.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nearfar.experiments.Failure;
import io.nearfar.experiments.Scenarios;
import io.nearfar.model.scenario.Arrivals;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorkloadTest {

  @Test
  void givesEachUserOneTaskASlot() {
    Scenario scenario = Scenarios.of("users: 3", "arrivals: {process: slots, timeslots: 4}");

    List<List<Task>> slots = slots(scenario);

    assertThat(slots).hasSize(4);
    assertThat(slots)
        .allSatisfy(
            slot ->
                assertThat(slot)
                    .extracting(task -> task.user().orElseThrow())
                    .containsExactly(0, 1, 2));
    assertThat(slots(scenario)).isEqualTo(slots);
    assertThat(slots(scenario.withSeed(2))).isNotEqualTo(slots);
  }

  @Test
  void drawsSizesUniformlyInEquallyLikelyClasses() {
    Scenario scenario =
        Scenarios.of(
            "qualityPreferredShare: 0.25",
            "sizeClasses: [{name: one, from: 1, below: 2}, {name: two, from: 2, below: 4}]",
            "arrivals: {process: slots, timeslots: 1000}");

    List<Task> tasks = slots(scenario).stream().flatMap(List::stream).toList();

    Map<Integer, Long> counts =
        tasks.stream().collect(Collectors.groupingBy(Task::outputTokens, Collectors.counting()));
    assertThat(counts.keySet()).containsExactlyInAnyOrder(1, 2, 3);
    // 20,000 tasks: half, a quarter, a quarter; five standard deviations are below 0.018.
    assertThat(counts.get(1) / 20_000.0).isCloseTo(0.5, within(0.018));
    assertThat(counts.get(3) / 20_000.0).isCloseTo(0.25, within(0.018));
    long preferred =
        tasks.stream().filter(t -> t.serviceType() == ServiceType.QUALITY_PREFERRED).count();
    assertThat(preferred / 20_000.0).isCloseTo(0.25, within(0.018));
  }

  @Test
  void keepsSizesWhenTheShareOfTypesChanges() {
    String arrivals = "arrivals: {process: poisson, ratePerSecond: 5, durationSeconds: 20}";
    List<Arrival> few = timed(Scenarios.of("qualityPreferredShare: 0.1", arrivals));
    List<Arrival> many = timed(Scenarios.of("qualityPreferredShare: 0.9", arrivals));

    assertThat(few).hasSameSizeAs(many);
    for (int i = 0; i < few.size(); i++) {
      assertThat(few.get(i).atSeconds()).isEqualTo(many.get(i).atSeconds());
      assertThat(few.get(i).task().outputTokens()).isEqualTo(many.get(i).task().outputTokens());
      assertThat(few.get(i).task().user()).isEqualTo(many.get(i).task().user());
    }
  }

  @Test
  void spacesPoissonArrivalsExponentially() {
    List<Arrival> arrivals =
        timed(
            Scenarios.of("arrivals: {process: poisson, ratePerSecond: 10, durationSeconds: 2000}"));

    // The count has standard deviation 141; the share of gaps above the mean gap is 1/e.
    assertThat(arrivals.size()).isBetween(20_000 - 705, 20_000 + 705);
    int longer = 0;
    for (int i = 1; i < arrivals.size(); i++) {
      double gap = arrivals.get(i).atSeconds() - arrivals.get(i - 1).atSeconds();
      assertThat(gap).isNotNegative();
      longer += gap > 0.1 ? 1 : 0;
    }
    assertThat(longer / (double) arrivals.size()).isCloseTo(Math.exp(-1), within(0.02));
    assertThat(arrivals.get(arrivals.size() - 1).atSeconds()).isLessThan(2000);
  }

  @Test
  void refusesTimeslotsOnARealClock() {
    Scenario scenario = Scenarios.of("arrivals: {process: slots, timeslots: 4}");

    assertThatThrownBy(() -> Workload.timed(scenario))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("timeslots")
        .hasMessageContaining("poisson or trace");
  }

  private static List<Arrival> timed(Scenario scenario) {
    List<Arrival> arrivals = new ArrayList<>();
    Workload.timed(scenario).forEach(arrivals::add);
    return arrivals;
  }

  private static List<List<Task>> slots(Scenario scenario) {
    List<List<Task>> slots = new ArrayList<>();
    Workload.slots(scenario, (Arrivals.Slots) scenario.arrivals()).forEach(slots::add);
    return slots;
  }
}
