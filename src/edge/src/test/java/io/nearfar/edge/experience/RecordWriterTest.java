package io.nearfar.edge.experience;

import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.edge.rig.Eventually;
import io.nearfar.model.policy.Feedback;
import io.nearfar.model.policy.icl.Experience;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;
import io.quarkus.runtime.ShutdownEvent;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RecordWriterTest extends WriterRig {

  @Test
  void writesInOrderAndInBatches() throws Exception {
    start(10, 1000);
    add(0, 95);
    Eventually.holds("all are written", () -> writer.written() == 95);
    assertThat(store.ids).isEqualTo(ids(0, 95));
    assertThat(store.batches).allMatch(size -> size <= 10);
    assertThat(writer.waiting()).isZero();
    assertThat(writer.dropped()).isZero();
  }

  @Test
  void keepsRecordsInOrderWhileTheStoreIsAway() throws Exception {
    start(10, 1000);
    store.away = true;
    add(0, 25);
    awaitTries(3);
    add(25, 50);
    awaitTries(3);
    assertThat(writer.waiting()).isEqualTo(50);
    assertThat(store.ids).isEmpty();
    store.away = false;
    Eventually.holds("all are written", () -> writer.waiting() == 0);
    assertThat(store.ids).isEqualTo(ids(0, 50));
    assertThat(writer.written()).isEqualTo(50);
    assertThat(writer.dropped()).isZero();
  }

  @Test
  void dropsWhatComesFasterThanItIsWritten() throws Exception {
    start(10, 30);
    store.writing = new CountDownLatch(1);
    add(0, 1);
    Eventually.holds("a batch is under way", () -> store.tries.get() == 1);
    add(1, 40);
    assertThat(writer.dropped(DropReason.MEMORY_FULL)).isEqualTo(10);
    store.writing.countDown();
    Eventually.holds("the rest is written", () -> writer.waiting() == 0);
    assertThat(store.ids).isEqualTo(ids(0, 30));
  }

  @Test
  void losesNothingThatComesWhileABatchIsWritten() throws Exception {
    start(10, 1000);
    store.writing = new CountDownLatch(1);
    add(0, 5);
    Eventually.holds("a batch is under way", () -> store.tries.get() == 1);
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      int from = 1000 * (i + 1);
      threads[i] = new Thread(() -> add(from, from + 50));
      threads[i].start();
    }
    store.away = true;
    store.writing.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    awaitTries(2);
    store.away = false;
    Eventually.holds("all are written", () -> writer.waiting() == 0);
    assertThat(store.ids).hasSize(205).doesNotHaveDuplicates().startsWith("0", "1", "2", "3", "4");
    for (int i = 1; i <= threads.length; i++) {
      assertThat(store.ids).containsSubsequence(ids(1000 * i, 1000 * i + 50));
    }
  }

  @Test
  void writesWhatWaitsBeforeItEnds() throws Exception {
    start(10, 1000);
    store.away = true;
    add(0, 20);
    awaitTries(2);
    store.away = false;
    writer.stop(new ShutdownEvent());
    assertThat(store.ids).isEqualTo(ids(0, 20));
  }

  @Test
  void writesThePoolAfterAChangeAndOnceMoreWhenThatFailed() throws Exception {
    start(10, 1000);
    store.away = true;
    Condition condition = Condition.of("small", "regular");
    learner.learn(new Feedback(TASK, condition, Decision.LOCAL, 3, true));
    writer.poolChanged(learner.pool());
    awaitTries(2);
    learner.learn(new Feedback(TASK, condition, Decision.OFFLOAD, 5, true));
    writer.poolChanged(learner.pool());
    awaitTries(2);
    store.away = false;
    Eventually.holds("it is known", () -> !store.known.isEmpty());
    assertThat(store.known).isEqualTo(learner.pool().examples());
  }

  @Test
  void anOlderPoolDoesNotOvertakeANewerOne() throws Exception {
    start(10, 1000);
    store.away = true;
    Condition condition = Condition.of("small", "regular");
    learner.learn(new Feedback(TASK, condition, Decision.LOCAL, 3, true));
    var older = learner.pool();
    learner.learn(new Feedback(TASK, condition, Decision.LOCAL, 5, true));
    writer.poolChanged(learner.pool());
    writer.poolChanged(older);
    store.away = false;
    Eventually.holds("it is known", () -> !store.known.isEmpty());
    assertThat(store.known).isEqualTo(learner.pool().examples());
  }

  @Test
  void recallsTheExperienceOfEarlierRuns() {
    Experience known =
        Experience.of(
            new Feedback(TASK, Condition.of("small", "regular"), Decision.LOCAL, 3, true));
    store.known.add(known);
    start(10, 1000);
    assertThat(learner.pool().examples()).containsExactly(known);
  }
}
