package io.nearfar.edge.experience;

import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.edge.EdgeConfig;
import io.nearfar.edge.rig.Eventually;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.policy.icl.ExampleVoteReader;
import io.nearfar.model.policy.icl.Experience;
import io.nearfar.model.policy.icl.InContextPolicy;
import io.nearfar.model.scenario.DeployedPolicy;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioReader;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Task;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
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
import org.junit.jupiter.api.io.TempDir;

/** A writer with a store in memory that can be away, and a journal in a directory of its own. */
abstract class WriterRig {

  static final Scenario SCENARIO = ScenarioReader.shipped("study");
  static final Task TASK = new Task(0, ServiceType.REGULAR, 1, 500);

  @TempDir Path directory;

  final FragileStore store = new FragileStore();
  final InContextPolicy learner;
  private final DeployedPolicy deployed;
  RecordWriter writer;

  /** Most tests end without the store, and need not wait for it. */
  String stopDeadline = "0s";

  WriterRig() {
    deployed = DeployedPolicy.of(SCENARIO, new ExampleVoteReader());
    learner = deployed.learner().orElseThrow();
  }

  /** A store in memory that can be away. */
  static final class FragileStore extends TaskStore {
    final List<String> ids = Collections.synchronizedList(new ArrayList<>());
    final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
    final List<Experience> known = Collections.synchronizedList(new ArrayList<>());
    final List<String> threads = Collections.synchronizedList(new ArrayList<>());
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
      threads.add(Thread.currentThread().getName());
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

  void start(int batch, int maxWaiting) {
    start(batch, maxWaiting, 100 << 20);
  }

  void start(int batch, int maxWaiting, long journalBytes) {
    EdgeConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(EdgeConfig.class)
            .withConverter(Duration.class, 200, new DurationConverter())
            .withSources(
                new PropertiesConfigSource(
                    Map.of(
                        "nearfar.records.interval", "1ms",
                        "nearfar.records.stop-deadline", stopDeadline,
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

  Path journal() {
    return directory.resolve("journal");
  }

  @AfterEach
  void stop() throws Exception {
    writer.stop(new ShutdownEvent());
  }

  void add(int from, int to) {
    SplittableRandom random = new SplittableRandom(from);
    IntStream.range(from, to).forEach(i -> writer.add(RandomTasks.next(random, "run", "" + i)));
  }

  static List<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toList();
  }

  void awaitTries(int more) throws InterruptedException {
    int before = store.tries.get();
    Eventually.holds(more + " more tries", () -> store.tries.get() >= before + more);
  }
}
