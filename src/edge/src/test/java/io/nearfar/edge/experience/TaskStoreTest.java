package io.nearfar.edge.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nearfar.edge.rig.EdgeTest;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.policy.icl.Evaluation;
import io.nearfar.model.policy.icl.Experience;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TaskStoreTest extends EdgeTest {

  private static Experience experience(String size, Decision decision, double reward) {
    return new Experience(Condition.of(size, "regular"), decision, reward, Evaluation.GOOD);
  }

  private List<TaskRecord> write(int count) {
    SplittableRandom random = new SplittableRandom(count);
    List<TaskRecord> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tasks.add(RandomTasks.next(random, run, "task-" + i));
    }
    store.write(tasks);
    return tasks;
  }

  @Test
  void givesRecordsBackAsTheyWereInTheOrderTheyWereWritten() {
    List<TaskRecord> tasks = write(120);
    assertThat(store.count(run)).isEqualTo(120);
    List<TaskRecord> read = new ArrayList<>();
    TaskStore.Page page = store.page(run, 0, 50);
    while (!page.tasks().isEmpty()) {
      read.addAll(page.tasks());
      page = store.page(run, page.last(), 50);
    }
    assertThat(read).isEqualTo(tasks);
  }

  @Test
  void aPageAfterTheLastRowIsEmptyAndBeginsWhereItWasAsked() {
    write(3);
    long last = store.page(run, 0, 10).last();
    assertThat(store.page(run, last, 10)).isEqualTo(new TaskStore.Page(List.of(), last));
    assertThat(store.page("no-such-run", 7, 10)).isEqualTo(new TaskStore.Page(List.of(), 7));
    assertThat(store.count("no-such-run")).isZero();
  }

  @Test
  void givesTheNewestFirst() {
    List<TaskRecord> tasks = write(5);
    // The node's own writer may write tasks of other runs meanwhile.
    assertThat(store.newest(100))
        .filteredOn(task -> task.run().equals(run))
        .startsWith(tasks.get(4), tasks.get(3));
    assertThat(store.newest(2)).hasSize(2);
  }

  @Test
  void writesAllOrNone() {
    TaskRecord good = RandomTasks.next(new SplittableRandom(1), run, "good");
    TaskRecord bad = RandomTasks.next(new SplittableRandom(2), "x".repeat(65), "bad");
    assertThatThrownBy(() -> store.write(List.of(good, bad))).isInstanceOf(RuntimeException.class);
    assertThat(store.count(run)).isZero();
  }

  @Test
  void writesARecordOnceHoweverOftenItComes() {
    List<TaskRecord> tasks = write(30);
    List<TaskRecord> again = new ArrayList<>(tasks.subList(10, 30));
    TaskRecord fresh = RandomTasks.next(new SplittableRandom(9), run, "fresh");
    again.add(fresh);
    again.add(fresh);

    assertThat(store.write(again)).isEqualTo(1);
    assertThat(store.write(again)).isZero();
    assertThat(store.page(run, 0, 100).tasks())
        .hasSize(31)
        .startsWith(tasks.get(0))
        .endsWith(fresh);
    assertThat(get("/api/runs/" + run).body()).contains("\"tasks\":31,");
  }

  @Test
  void anIdThatIsUsedAgainIsAnotherTask() {
    TaskRecord one = RandomTasks.next(new SplittableRandom(1), run, "same");
    TaskRecord other = RandomTasks.next(new SplittableRandom(2), run, "same");

    assertThat(store.write(List.of(one))).isEqualTo(1);
    assertThat(store.write(List.of(other))).isEqualTo(1);
    assertThat(store.page(run, 0, 10).tasks()).containsExactly(one, other);
  }

  @Test
  void onlyAHigherRewardReplaces() {
    store.learn(run, List.of(experience("small", Decision.LOCAL, 5)));
    store.learn(run, List.of(experience("small", Decision.OFFLOAD, 4)));
    store.learn(run, List.of(experience("small", Decision.OFFLOAD, 5)));
    assertThat(store.recall(run)).containsExactly(experience("small", Decision.LOCAL, 5));
    store.learn(run, List.of(experience("small", Decision.OFFLOAD, 5.5)));
    assertThat(store.recall(run)).containsExactly(experience("small", Decision.OFFLOAD, 5.5));
  }

  @Test
  void keepsTheExperienceOfEachConditionAndScenarioApart() {
    store.learn(
        run,
        List.of(experience("small", Decision.LOCAL, 5), experience("large", Decision.LOCAL, -7)));
    store.learn(run + "-2", List.of(experience("small", Decision.OFFLOAD, 1)));
    assertThat(store.recall(run))
        .containsExactlyInAnyOrder(
            experience("small", Decision.LOCAL, 5), experience("large", Decision.LOCAL, -7));
    assertThat(store.recall(run + "-2")).containsExactly(experience("small", Decision.OFFLOAD, 1));
    assertThat(store.recall("no-such-scenario")).isEmpty();
  }
}
