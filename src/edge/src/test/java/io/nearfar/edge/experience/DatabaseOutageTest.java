package io.nearfar.edge.experience;

import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.edge.rig.Ask;
import io.nearfar.edge.rig.EdgeTest;
import io.nearfar.edge.rig.Eventually;
import io.nearfar.model.outcome.TaskRecord;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
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
      Eventually.holds(
          "all wait on disk", () -> metrics().value("nearfar_records_journal_records") == TASKS);
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

  @Test
  void losesNothingUnderLoadWhenTheDatabaseIsKilledAndComesBack() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    List<List<String>> answered = new ArrayList<>();
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      List<String> own = Collections.synchronizedList(new ArrayList<>());
      answered.add(own);
      String prefix = "client" + i + "-";
      clients.add(
          new Thread(
              () -> {
                while (!over.get()) {
                  String id = prefix + own.size();
                  assertThat(answer(Ask.near().tokens(1).with("Nearfar-Task", id)).statusCode())
                      .isEqualTo(200);
                  own.add(id);
                }
              }));
    }
    clients.forEach(Thread::start);
    try {
      for (int round = 0; round < 2; round++) {
        long before = store.count(run);
        Eventually.holds("records are written", () -> store.count(run) > before);
        database.kill();
        Eventually.holds(
            "records wait on disk", () -> metrics().value("nearfar_records_journal_records") > 20);
        assertThat(metrics().value("nearfar_records_journal_size_bytes")).isGreaterThan(20 * 500);
        database.start();
        Eventually.holds(
            "all of them are written",
            () -> metrics().value("nearfar_records_journal_records") == 0);
      }
    } finally {
      over.set(true);
      for (Thread client : clients) {
        client.join();
      }
    }
    int all = answered.stream().mapToInt(List::size).sum();
    Eventually.holds("all are written", () -> store.count(run) >= all);
    List<TaskRecord> tasks = store.page(run, 0, 10 * all).tasks();
    assertThat(tasks).hasSize(all);
    for (int i = 0; i < answered.size(); i++) {
      String prefix = "client" + i + "-";
      assertThat(tasks.stream().map(TaskRecord::id).filter(id -> id.startsWith(prefix)))
          .isEqualTo(answered.get(i));
    }
    assertThat(metrics().value("nearfar_records_dropped_total")).isZero();
  }
}
