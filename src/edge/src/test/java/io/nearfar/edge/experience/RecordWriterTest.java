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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordWriterTest {

  private static final Scenario SCENARIO = ScenarioReader.shipped("study");
  private static final Task TASK = new Task(0, ServiceType.REGULAR, 1, 500);

  @TempDir Path directory;

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
    int write(Collection<TaskRecord> tasks) {
      tries.incrementAndGet();
      try {
        assertThat(writing.await(20, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      check();
      batches.add(tasks.size());
      List<String> fresh =
          tasks.stream().map(TaskRecord::id).filter(id -> !ids.contains(id)).toList();
      ids.addAll(fresh);
      return fresh.size();
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
    start(batch, maxWaiting, 100 << 20);
  }

  private void start(int batch, int maxWaiting, long journalBytes) {
    EdgeConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(EdgeConfig.class)
            .withConverter(Duration.class, 200, new DurationConverter())
            .withSources(
                new PropertiesConfigSource(
                    Map.of(
                        "nearfar.records.interval", "1ms",
                        "nearfar.records.batch", "" + batch,
                        "nearfar.records.max-waiting", "" + maxWaiting,
                        "nearfar.records.journal.directory", "" + journal(),
                        "nearfar.records.journal.max-bytes", "" + journalBytes),
                    "test",
                    100))
            .build()
            .getConfigMapping(EdgeConfig.class);
    writer = new RecordWriter(store, config, SCENARIO);
    writer.openJournal();
    writer.start(deployed);
  }

  private Path journal() {
    return directory.resolve("journal");
  }

  @AfterEach
  void stop() throws Exception {
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
  void keepsNothingInMemoryThatIsOnDiskWhileTheStoreIsAway() throws Exception {
    start(10, 30);
    store.away = true;
    for (int from = 0; from < 300; from += 25) {
      add(from, from + 25);
      awaitTries(3);
      assertThat(writer.journalRecords()).isEqualTo(from + 25);
    }
    assertThat(writer.journalBytes()).isPositive();
    assertThat(writer.dropped()).isZero();
    store.away = false;
    Eventually.holds("all are written", () -> writer.waiting() == 0);
    assertThat(store.ids).isEqualTo(ids(0, 300));
    assertThat(writer.journalBytes()).isZero();
  }

  @Test
  void whatTheStoreDidNotGetBeforeTheEndTheNextProcessWrites() throws Exception {
    start(10, 1000);
    add(0, 15);
    Eventually.holds("they are written", () -> writer.waiting() == 0);
    store.away = true;
    add(15, 40);
    awaitTries(3);
    add(40, 60);
    writer.stop(new ShutdownEvent());
    assertThat(writer.dropped()).isZero();
    store.away = false;

    start(10, 1000);
    add(60, 70);
    Eventually.holds("all are written", () -> writer.waiting() == 0);
    assertThat(store.ids).isEqualTo(ids(0, 70));
    assertThat(writer.written()).isEqualTo(55);
  }

  @Test
  void aJournalThatIsTakenTwiceIsWrittenOnce() throws Exception {
    start(10, 1000);
    store.away = true;
    add(0, 35);
    awaitTries(3);
    Path copy = Files.createDirectory(directory.resolve("copy"));
    copySegments(journal(), copy);
    store.away = false;
    Eventually.holds("all are written", () -> writer.waiting() == 0);
    writer.stop(new ShutdownEvent());
    copySegments(copy, journal());

    start(10, 1000);
    assertThat(writer.waiting()).isEqualTo(35);
    Eventually.holds("the journal is empty", () -> writer.waiting() == 0);
    assertThat(store.ids).isEqualTo(ids(0, 35));
    assertThat(writer.written()).isZero();
    assertThat(writer.dropped()).isZero();
  }

  private static void copySegments(Path from, Path to) throws Exception {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".jsonl")).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void countsWhatATornJournalLost() throws Exception {
    start(10, 1000);
    store.away = true;
    add(0, 5);
    awaitTries(3);
    writer.stop(new ShutdownEvent());
    Path segment = journal().resolve("tasks-000000000000000001.jsonl");
    byte[] whole = Files.readAllBytes(segment);
    Files.write(segment, Arrays.copyOf(whole, whole.length - 20));
    store.away = false;

    start(10, 1000);
    Eventually.holds("the journal is empty", () -> writer.waiting() == 0);
    assertThat(store.ids).isEqualTo(ids(0, 4));
    assertThat(writer.dropped(DropReason.UNREADABLE)).isEqualTo(1);
    assertThat(writer.dropped()).isEqualTo(1);
  }

  @Test
  void dropsWhatNeitherJournalNorMemoryHaveRoomForAndSaysWhy() throws Exception {
    start(1, 30, 10_000);
    store.away = true;
    add(0, 1);
    awaitTries(2);
    for (int from = 1; from < 101; from += 10) {
      add(from, from + 10);
      awaitTries(3);
    }
    assertThat(writer.journalBytes()).isBetween(8_000L, 10_000L);
    assertThat(writer.waiting()).isEqualTo(writer.journalRecords() + 30);
    long lost = writer.dropped(DropReason.JOURNAL_FULL);
    assertThat(lost).isPositive().isEqualTo(101 - writer.waiting());
    assertThat(writer.dropped()).isEqualTo(lost);
    store.away = false;
    Eventually.holds("the rest is written", () -> writer.waiting() == 0);
    assertThat(store.ids).isEqualTo(ids(0, (int) (101 - lost)));
    add(200, 210);
    Eventually.holds("all are written", () -> writer.waiting() == 0);
    assertThat(writer.written() + lost).isEqualTo(111);
  }

  @Test
  void holdsInMemoryWhatTheDiskDoesNotTake() throws Exception {
    start(10, 30);
    store.away = true;
    Path elsewhere = Files.move(journal(), directory.resolve("elsewhere"));
    add(0, 30);
    awaitTries(3);
    assertThat(writer.journalRecords()).isZero();
    assertThat(writer.waiting()).isEqualTo(30);
    add(30, 32);
    assertThat(writer.dropped(DropReason.JOURNAL_ERROR)).isEqualTo(2);
    Files.move(elsewhere, journal());
    awaitTries(3);
    assertThat(writer.journalRecords()).isEqualTo(30);
    add(32, 40);
    store.away = false;
    Eventually.holds("all are written", () -> writer.waiting() == 0);
    assertThat(store.ids).hasSize(38).startsWith("0", "1").endsWith("38", "39");
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
