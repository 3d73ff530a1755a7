package io.nearfar.experiments.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.outcome.Timing;
import io.nearfar.model.policy.Choice;
import io.nearfar.model.policy.Origin;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.Tier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CourseTableTest {

  /** A task that arrives so many seconds after the others' start, offloaded over such a link. */
  private static TaskRecord far(double atSeconds, double measured, double analytic) {
    return TinyRun.at(
        atSeconds,
        Choice.of(Decision.OFFLOAD, Origin.RULE),
        Tier.CLOUD,
        Optional.empty(),
        timing(measured),
        timing(analytic));
  }

  private static Timing timing(double backhaul) {
    return new Timing(
        OptionalDouble.of(backhaul + 1),
        OptionalDouble.of(0.01),
        backhaul + 2,
        OptionalDouble.of(backhaul));
  }

  private static TaskRecord near(double atSeconds, Decision decided, Optional<String> failure) {
    Timing timing =
        new Timing(OptionalDouble.of(0.2), OptionalDouble.of(0.01), 3, OptionalDouble.empty());
    return TinyRun.at(
        atSeconds, Choice.of(decided, Origin.RULE), Tier.EDGE, failure, timing, timing);
  }

  @Test
  void showsALinkThatChangedAndOneThatWasCut() {
    List<TaskRecord> tasks = new ArrayList<>();
    tasks.add(far(0, 0.02, 0.02));
    tasks.add(near(4.9, Decision.LOCAL, Optional.empty()));
    tasks.add(far(5, 0.30, 0.20));
    tasks.add(near(30, Decision.OFFLOAD, Optional.of("breaker-open")));
    for (int i = 0; i < 8; i++) {
      tasks.add(far(60, 0.02, 0.02));
    }

    Table table = CourseTable.of(tasks).orElseThrow();

    assertThat(table.rows()).hasSize(12);
    assertThat(table.rows().get(0).cells())
        .containsExactly(
            "0.0", "2", "50.0", "-", "0", "20.00", "20.00", "0.00", "2.020", "2.020", "3.000",
            "3.000");
    assertThat(table.rows().get(1).cells())
        .containsExactly(
            "5.0", "1", "100.0", "-", "0", "300.0", "200.0", "50.00", "2.300", "2.200", "-", "-");
    assertThat(table.rows().get(6).cells())
        .containsExactly("30.0", "1", "100.0", "-", "1", "-", "-", "-", "-", "-", "-", "-");
    assertThat(table.rows().get(2).cells()).startsWith("10.0", "0", "-", "-", "0");
    assertThat(table.rows().get(11).cells()).startsWith("55.0", "8");
    assertThat(table.lines()).allMatch(line -> line.length() <= 120);
  }

  @Test
  void needsSomeTasksAndSomeTime() {
    assertThat(CourseTable.of(List.of())).isEmpty();
    assertThat(CourseTable.of(Collections.nCopies(20, far(0, 0.1, 0.1)))).isEmpty();
  }
}
