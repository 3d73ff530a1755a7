package io.nearfar.experiments.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nearfar.experiments.Scenarios;
import io.nearfar.experiments.workload.Arrival;
import io.nearfar.model.inference.Contention;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.policy.icl.ExampleVoteReader;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioReader;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Task;
import io.nearfar.model.task.Tier;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ContentionTest {

  private static final Offset<Double> EXACT = within(1e-12);

  @Test
  void admitsInOrderOfArrivalAsManyAsRun() {
    VirtualQueue queue = new VirtualQueue(new Contention(null, 2));

    assertAdmission(queue, 0, 0, 1, 10);
    assertAdmission(queue, 1, 1, 2, 4);
    // Full: the third waits for the end at 4, the fourth for that of the third, at 6.
    assertAdmission(queue, 2, 4, 2, 6);
    assertAdmission(queue, 3, 6, 2, 20);
    // The end at 10 frees a place for one that comes at that very moment.
    assertAdmission(queue, 10, 10, 2, 11);
    assertAdmission(queue, 30, 30, 1, 31);
  }

  private static void assertAdmission(
      VirtualQueue queue, double arrival, double admitted, int running, double end) {
    assertThat(queue.admit(arrival)).isEqualTo(new VirtualQueue.Admission(admitted, running));
    queue.end(end);
  }

  @Test
  void slowsATaskByTheLoadAtItsAdmission() {
    // TTFT 0.23 s and TPOT 1/75 s of the edge; with two running twice and three times as long.
    VirtualTier edge =
        edge(
            "contention: {curve: [{running: 1, ttftFactor: 1, tpotFactor: 1},"
                + " {running: 2, ttftFactor: 2, tpotFactor: 3}]}");

    assertThat(delay(edge, 0, 0)).isCloseTo(0.23 + 2, EXACT);
    assertThat(delay(edge, 1, 1)).isCloseTo(0.46 + 6, EXACT);
    assertThat(delay(edge, 2, 100)).isCloseTo(0.23 + 2, EXACT);
  }

  @Test
  void countsTheWaitIntoTheFirstTokenAndTheDelay() {
    VirtualTier edge = edge("contention: {maxRunning: 1}");

    assertThat(delay(edge, 0, 0)).isCloseTo(2.23, EXACT);
    assertThat(delay(edge, 1, 1)).isCloseTo(2.23 - 1 + 2.23, EXACT);
    assertThat(delay(edge, 2, 2)).isCloseTo(4.46 - 2 + 2.23, EXACT);
  }

  @Test
  void makesMoreUsersSlowerAndMeasuresItBesideTheIdleModel() {
    Scenario shipped =
        ScenarioReader.varied(ScenarioReader.shipped("contention"), Map.of("policy.name", "cloud"));
    double few = meanDelay(ScenarioReader.varied(shipped, Map.of("arrivals.ratePerSecond", 0.5)));
    double many = meanDelay(ScenarioReader.varied(shipped, Map.of("arrivals.ratePerSecond", 8)));

    // 0.5 and 8 tasks a second of 17 s and more: some 9 and some 250 requests at a time.
    assertThat(many).isGreaterThan(2 * few);
    assertThat(Simulation.run(shipped, new ExampleVoteReader()))
        .allSatisfy(
            task ->
                assertThat(task.measured().delaySeconds())
                    .isGreaterThanOrEqualTo(task.analytic().delaySeconds() - 1e-9));
  }

  private static double meanDelay(Scenario scenario) {
    List<TaskRecord> tasks = Simulation.run(scenario, new ExampleVoteReader());
    return tasks.stream().mapToDouble(t -> t.measured().delaySeconds()).average().orElseThrow();
  }

  private static double delay(VirtualTier tier, int index, double atSeconds) {
    return tier.measure(new Arrival(index, atSeconds, new Task(0, ServiceType.REGULAR, 1, 150)))
        .delaySeconds();
  }

  private static VirtualTier edge(String contention) {
    return new VirtualTier(
        Scenarios.of("models: {edge: {model: Llama3-8B, " + contention + "}}"), Tier.EDGE);
  }
}
