package io.nearfar.experiments.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nearfar.experiments.Scenarios;
import io.nearfar.experiments.simulate.Simulation;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.policy.icl.ExampleVoteReader;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.task.ServiceType;
import java.util.List;
import org.junit.jupiter.api.Test;

class CourseTest {

  private static final List<ServiceType> ALL = List.of(ServiceType.values());
  private static final List<ServiceType> QUALITY = List.of(ServiceType.QUALITY_PREFERRED);

  private final Scenario scenario =
      Scenarios.of(
          "users: 3",
          "radio: {rate: fixed, bitPerSecond: 64000}",
          "policy: {name: random}",
          "arrivals: {process: slots, timeslots: 10}");
  private final List<TaskRecord> records = Simulation.run(scenario, new ExampleVoteReader());

  @Test
  void hasTheMeansOfEachSlot() {
    Course course = course(10);

    for (int slot = 0; slot < 10; slot++) {
      List<TaskRecord> ofSlot = records.subList(3 * slot, 3 * slot + 3);
      assertThat(course.mean(Measure.REWARD, ALL, slot, slot + 1))
          .isCloseTo(
              ofSlot.stream().mapToDouble(r -> r.verdict().reward()).average().orElseThrow(),
              within(1e-12));
    }
  }

  @Test
  void countsTheTypesThatAreAskedFor() {
    List<TaskRecord> quality =
        records.stream()
            .filter(r -> r.task().serviceType() == ServiceType.QUALITY_PREFERRED)
            .toList();

    assertThat(course(2).mean(Measure.SUCCESS, QUALITY, 0, 2))
        .isCloseTo(
            100.0 * quality.stream().filter(r -> r.verdict().feasible()).count() / quality.size(),
            within(1e-12));
  }

  @Test
  void measuresWhatTheUserSees() {
    TaskRecord first = records.get(0);
    double radio = 8.0 * first.task().outputTokens() * 4 / 64000;
    double backhaul = first.measured().backhaulSeconds().orElse(0);

    assertThat(Measure.TRANSMISSION.of(first)).isCloseTo(radio + backhaul, within(1e-12));
    assertThat(Measure.DELAY.of(first))
        .isCloseTo(radio + first.measured().delaySeconds(), within(1e-12));
    assertThat(Measure.DELAY.of(first) + Measure.REWARD.of(first))
        .isCloseTo(first.verdict().feasible() ? 40 : 0, within(1e-12));
  }

  @Test
  void looksAtTheLastShareOfTheParts() {
    Course course = course(4);

    assertThat(course.late(Measure.DELAY, ALL, 0.25))
        .isEqualTo(course.mean(Measure.DELAY, ALL, 3, 4));
    assertThat(course.late(Measure.DELAY, ALL, 0.5))
        .isEqualTo(course.mean(Measure.DELAY, ALL, 2, 4));
  }

  @Test
  void saysSoWhenThereIsNothing() {
    assertThat(course(10).mean(Measure.REWARD, List.of(), 0, 10)).isNaN();
  }

  @Test
  void refusesATaskTooMany() {
    Course full = course(10);

    assertThatThrownBy(() -> full.add(records.get(0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("30");
  }

  private Course course(int parts) {
    Course course = new Course(records.size(), parts);
    records.forEach(course::add);
    return course;
  }
}
