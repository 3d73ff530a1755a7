package io.nearfar.edge.experience;

import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.edge.rig.Ask;
import io.nearfar.edge.rig.EdgeTest;
import io.nearfar.edge.rig.Eventually;
import io.nearfar.model.outcome.TaskRecord;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The database is never on the path of a request. */
@QuarkusTest
class DatabaseOutageTest extends EdgeTest {

  private static final int TASKS = 25;

  @Test
  void servesOnAndWritesLater() throws Exception {
    answer(Ask.near().tokens(1).with("Nearfar-Task", "before"));
    assertThat(taskRecord().id()).isEqualTo("before");
    Eventually.holds("nothing waits", () -> metrics().value("nearfar_records_waiting") == 0);
    database.stop();
    try {
      for (int i = 0; i < TASKS; i++) {
        Ask ask = (i % 2 == 0 ? Ask.near() : Ask.far()).with("Nearfar-Task", "t" + i);
        assertThat(answer(ask.tokens(1)).statusCode()).isEqualTo(200);
      }
      assertThat(metrics().value("nearfar_records_waiting")).isEqualTo(TASKS);
      assertThat(get("/q/health/ready").statusCode()).isEqualTo(200);
      assertThat(get("/api/policy").statusCode()).isEqualTo(200);
    } finally {
      database.start();
    }
    Eventually.holds("all is written", () -> metrics().value("nearfar_records_waiting") == 0);
    assertThat(taskRecords(TASKS + 1).stream().skip(1).map(TaskRecord::id))
        .isEqualTo(IntStream.range(0, TASKS).mapToObj(i -> "t" + i).toList());
    assertThat(metrics().value("nearfar_records_dropped_total")).isZero();
    List<TaskRecord> newest = store.newest(1);
    assertThat(newest.get(0).id()).isEqualTo("t" + (TASKS - 1));
  }
}
