package io.nearfar.edge.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nearfar.model.outcome.TaskRecord;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TaskRowsTest {

  @Test
  void everyRecordComesBackAsItWas() {
    RandomGenerator random = new SplittableRandom(1);
    for (int i = 0; i < 1000; i++) {
      TaskRecord task = RandomTasks.next(random, "run", "task-" + i);
      assertThat(TaskRows.task(TaskRows.row(task))).isEqualTo(task);
    }
  }

  @Test
  void namesAWordThatItDoesNotKnow() {
    TaskEntity row = TaskRows.row(RandomTasks.next(new SplittableRandom(2), "run", "task"));
    row.tier = "fog";
    assertThatThrownBy(() -> TaskRows.task(row))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("\"fog\"")
        .hasMessageContaining("edge, cloud");
  }
}
