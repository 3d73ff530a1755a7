package io.nearfar.edge.experience;

import io.nearfar.edge.EdgeConfig;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.policy.icl.ExperiencePool;
import io.nearfar.model.policy.icl.Replay;
import io.nearfar.model.scenario.DeployedPolicy;
import io.nearfar.model.scenario.Scenario;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/**
 * Writes task records and experience to the database behind the requests' backs, in batches. While
 * the database is away they wait, in order, up to a limit; beyond it the oldest are dropped and
 * counted.
 */
@Singleton
public class RecordWriter {

  private static final Logger LOG = Logger.getLogger(RecordWriter.class);

  private final TaskStore store;
  private final EdgeConfig.Records config;
  private final String lineage;
  private final ConcurrentLinkedDeque<TaskRecord> queue = new ConcurrentLinkedDeque<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicReference<ExperiencePool> changedPool = new AtomicReference<>();
  private final LongAdder written = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "record-writer"));
  private ScheduledFuture<?> ticking;
  private boolean away;

  RecordWriter(TaskStore store, EdgeConfig config, Scenario scenario) {
    this.store = store;
    this.config = config.records();
    this.lineage = lineage(scenario);
  }

  /**
   * Under which experience is kept: the scenario's name and a digest of all that its rewards depend
   * on. After a change of models, reward, quality, radio or size classes the old rewards mean
   * nothing.
   */
  private static String lineage(Scenario scenario) {
    String rewarded = scenario.analyticModel() + " " + scenario.sizeClasses();
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(rewarded.getBytes(StandardCharsets.UTF_8));
      return scenario.name() + "#" + HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Recalls the experience of earlier runs and begins to write; called once, when the schema is
   * there.
   */
  public void start(DeployedPolicy deployed) {
    if (config.recallExperience()) {
      deployed
          .learner()
          .filter(learner -> learner.pool().replay() instanceof Replay.Prioritised)
          .ifPresent(learner -> learner.recall(store.recall(lineage)));
    }
    long millis = config.interval().toMillis();
    ticking = thread.scheduleWithFixedDelay(this::tick, millis, millis, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    if (ticking != null) {
      ticking.cancel(false);
    }
    thread.shutdown();
    if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
      LOG.error("The writer did not end its last batch within 10 s");
    }
    tick();
    if (waiting.get() > 0) {
      LOG.errorf("%d task records are lost: the database is away", waiting.get());
    }
  }

  /** Takes a record; does not block. */
  public void add(TaskRecord task) {
    queue.addLast(task);
    if (waiting.incrementAndGet() > config.maxWaiting() && queue.pollFirst() != null) {
      waiting.decrementAndGet();
      dropped.increment();
    }
  }

  /** Takes the pool after a change; does not block. Only the newest matters. */
  public void poolChanged(ExperiencePool pool) {
    if (pool.replay() instanceof Replay.Prioritised) {
      changedPool.accumulateAndGet(
          pool,
          (known, fresh) -> known == null || fresh.version() > known.version() ? fresh : known);
    }
  }

  /** Whatever is thrown here: a timer that lets it through would not come again. */
  private void tick() {
    try {
      writePool();
      while (writeBatch()) {
        // Until nothing waits.
      }
      if (away) {
        away = false;
        LOG.info("The database is back; the waiting task records are written");
      }
    } catch (RuntimeException | Error e) {
      if (!away) {
        away = true;
        LOG.errorf("The database is away; task records wait: %s", rootMessage(e));
        LOG.debug("The database is away", e);
      }
    }
  }

  private void writePool() {
    ExperiencePool pool = changedPool.getAndSet(null);
    if (pool != null) {
      try {
        store.learn(lineage, pool.examples());
      } catch (RuntimeException | Error e) {
        poolChanged(pool);
        throw e;
      }
    }
  }

  private boolean writeBatch() {
    List<TaskRecord> batch = new ArrayList<>();
    for (TaskRecord next; batch.size() < config.batch() && (next = queue.pollFirst()) != null; ) {
      batch.add(next);
    }
    if (batch.isEmpty()) {
      return false;
    }
    try {
      store.write(batch);
    } catch (RuntimeException | Error e) {
      for (int i = batch.size() - 1; i >= 0; i--) {
        queue.addFirst(batch.get(i));
      }
      throw e;
    }
    waiting.addAndGet(-batch.size());
    written.add(batch.size());
    return true;
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root.toString();
  }

  /** Records that are not in the database yet. */
  public int waiting() {
    return waiting.get();
  }

  /** Records written since the start. */
  public long written() {
    return written.sum();
  }

  /** Records dropped since the start. */
  public long dropped() {
    return dropped.sum();
  }
}
