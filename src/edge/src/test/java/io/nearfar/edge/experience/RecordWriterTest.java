package io.nearfar.edge.experience;

import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.edge.EdgeConfig;
import io.nearfar.edge.rig.Eventually;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.policy.Feedback;
import io.nearfar.model.policy.icl.ExampleVoteReader;
import io.nearfar.model.policy.icl.Experience;
import io.nearfar.model.policy.icl.InContextPolicy;
import io.nearfar.model.scenario.DeployedPolicy;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioReader;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Task;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordWriterTest {

  private static final Scenario SCENARIO = ScenarioReader.shipped("study");
  private static final Task TASK = new Task(0, ServiceType.REGULAR, 1, 500);

  private final FragileStore store = new FragileStore();
  private final InContextPolicy learner;
  private final DeployedPolicy deployed;
  private RecordWriter writer;

  RecordWriterTest() {
    deployed = DeployedPolicy.of(SCENARIO, new ExampleVoteReader());
    learner = deployed.learner().orElseThrow();
  }

  /** A store in memory that can be away. */
  private static final class FragileStore extends TaskStore {
    final List<String> ids = Collections.synchronizedList(new ArrayList<>());
    final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
    final List<Experience> known = Collections.synchronizedList(new ArrayList<>());
    volatile boolean away;
    final AtomicInteger tries = new AtomicInteger();
    volatile CountDownLatch writing = new CountDownLatch(0);

    FragileStore() {
      super(null);
    }

    @Override
    void write(Collection<TaskRecord> tasks) {
      tries.incrementAndGet();
      try {
        assertThat(writing.await(20, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      check();
      batches.add(tasks.size());
      tasks.forEach(task -> ids.add(task.id()));
    }

    @Override
    void learn(String scenario, Collection<Experience> experiences) {
      tries.incrementAndGet();
      check();
      known.clear();
      known.addAll(experiences);
    }

    @Override
    List<Experience> recall(String scenario) {
      return List.copyOf(known);
    }

    private void check() {
      if (away) {
        if (tries.get() % 2 == 0) {
          throw new AssertionError("the store is away, and says so oddly");
        }
        throw new IllegalStateException("the store is away");
      }
    }
  }

  private void start(int batch, int maxWaiting) {
    EdgeConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(EdgeConfig.class)
            .withConverter(Duration.class, 200, new DurationConverter())
            .withSources(
                new PropertiesConfigSource(
                    Map.of(
                        "nearfar.records.interval", "1ms",
                        "nearfar.records.batch", "" + batch,
                        "nearfar.records.max-waiting", "" + maxWaiting),
                    "test",
                    100))
            .build()
            .getConfigMapping(EdgeConfig.class);
    writer = new RecordWriter(store, config, SCENARIO);
    writer.start(deployed);
  }

  @AfterEach
  void stop() throws InterruptedException {
    writer.stop(new ShutdownEvent());
  }

  private void add(int from, int to) {
    SplittableRandom random = new SplittableRandom(from);
    IntStream.range(from, to).forEach(i -> writer.add(RandomTasks.next(random, "run", "" + i)));
  }

  private static List<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toList();
  }

  private void awaitTries(int more) throws InterruptedException {
    int before = store.tries.get();
    Eventually.holds(more + " more tries", () -> store.tries.get() >= before + more);
  }

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
  void dropsTheOldestBeyondTheLimitAndCountsThem() throws Exception {
    start(10, 30);
    store.away = true;
    add(0, 1);
    awaitTries(2);
    add(1, 100);
    awaitTries(2);
    assertThat(writer.waiting()).isBetween(30, 40);
    assertThat(writer.dropped() + writer.waiting()).isEqualTo(100);
    store.away = false;
    Eventually.holds("the rest is written", () -> writer.waiting() == 0);
    assertThat(store.ids)
        .hasSize((int) writer.written())
        .endsWith("97", "98", "99")
        .isSortedAccordingTo((a, b) -> Integer.compare(Integer.parseInt(a), Integer.parseInt(b)));
    assertThat(writer.written() + writer.dropped()).isEqualTo(100);
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
