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
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Writes task records and experience to the database behind the requests' backs, in batches and in
 * order. While the database is away they wait in a {@link RecordJournal} on disk, which goes first
 * when it is back; so do those that an earlier process left there.
 *
 * <p>What is lost is counted and said: records that find the journal full or broken and memory full
 * as well. When the process itself is killed, those that came since its last batch are gone.
 */
@Singleton
public class RecordWriter {

  private static final Logger LOG = Logger.getLogger(RecordWriter.class);

  /** After that a batch has failed: more than the time that the database may say nothing. */
  private static final Duration LONGEST_BATCH = Duration.ofSeconds(25);

  /** Between two tries at the end. */
  private static final int PAUSE_MILLIS = 100;

  private final TaskStore store;
  private final EdgeConfig.Records config;
  private final String lineage;
  private final WaitingRecords waiting;
  private final AtomicReference<ExperiencePool> changedPool = new AtomicReference<>();
  private final LongAdder written = new LongAdder();
  private final Losses losses = new Losses();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "record-writer"));
  private volatile RecordJournal journal;
  private volatile DropReason trouble = DropReason.MEMORY_FULL;
  private ScheduledFuture<?> ticking;
  private volatile boolean stopping;
  private volatile boolean away;

  RecordWriter(TaskStore store, EdgeConfig config, Scenario scenario) {
    this.store = store;
    this.config = config.records();
    this.waiting = new WaitingRecords(this.config.maxWaiting());
    this.lineage = Lineage.of(scenario);
  }

  /**
   * Opens the journal; called once, before the database is asked for anything.
   *
   * @throws io.quarkus.runtime.configuration.ConfigurationException when it cannot be used
   */
  public void openJournal() {
    EdgeConfig.Journal place = config.journal();
    journal = RecordJournal.open(place.directory(), place.maxBytes());
    if (!journal.isEmpty()) {
      LOG.infof(
          "%s holds %d task records of an earlier process; they are written first",
          place.directory(), journal.records());
    }
  }

  /**
   * Recalls the experience of earlier runs and begins to write, first what an earlier process left
   * in the journal; called once, when the schema is there.
   */
  public void start(DeployedPolicy deployed) {
    if (config.recallExperience()) {
      deployed
          .learner()
          .filter(learner -> learner.pool().replay() instanceof Replay.Prioritised)
          .ifPresent(learner -> learner.recall(store.recall(lineage)));
    }
    long millis = config.interval().toMillis();
    ticking =
        thread.scheduleWithFixedDelay(
            () -> tick(() -> !stopping), millis, millis, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException, IOException {
    long beganNanoTime = System.nanoTime();
    if (ticking != null) {
      stopping = true;
      ticking.cancel(false);
      thread.shutdown();
      if (thread.awaitTermination(LONGEST_BATCH.toSeconds(), TimeUnit.SECONDS)) {
        tryToTheEnd(beganNanoTime);
      } else {
        LOG.errorf("The writer did not end its batch within %d s", LONGEST_BATCH.toSeconds());
      }
      spill();
      sayWhatIsLeft();
    }
    if (journal != null) {
      journal.close();
    }
  }

  /** A database that is replaced together with this node is often back before both are given up. */
  private void tryToTheEnd(long beganNanoTime) throws InterruptedException {
    Duration deadline = config.stopDeadline();
    BooleanSupplier goOn = () -> !over(deadline.plus(LONGEST_BATCH), beganNanoTime);
    tick(goOn);
    if (away) {
      LOG.warnf("Stopping, and the database is away; trying for %d ms", deadline.toMillis());
    }
    while (away && !over(deadline, beganNanoTime)) {
      Thread.sleep(PAUSE_MILLIS);
      tick(goOn);
    }
  }

  private static boolean over(Duration time, long sinceNanoTime) {
    return System.nanoTime() - sinceNanoTime >= time.toNanos();
  }

  private void sayWhatIsLeft() {
    if (journal.records() > 0) {
      LOG.warnf(
          "%d task records wait in %s for the next start with this directory",
          journal.records(), config.journal().directory());
    }
    if (waiting.count() > 0) {
      losses.add(trouble, waiting.count());
      LOG.errorf("%d task records are lost: %s", waiting.count(), trouble);
    }
  }

  /** Takes a record; does not block. */
  public void add(TaskRecord task) {
    if (!waiting.add(task)) {
      losses.add(trouble, 1);
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
  private void tick(BooleanSupplier goOn) {
    try {
      if (away) {
        spill();
      }
      writePool();
      replay(goOn);
      while (goOn.getAsBoolean() && writeBatch()) {
        // Until nothing waits.
      }
      if (away) {
        away = false;
        trouble = DropReason.MEMORY_FULL;
        LOG.info("The database is back; the waiting task records are written");
      }
    } catch (RuntimeException | Error e) {
      if (!away) {
        away = true;
        LOG.errorf("The database is away; task records wait on disk: %s", rootMessage(e));
        LOG.debug("The database is away", e);
      }
    }
    losses.say();
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

  /** What waits on disk is older than all that waits in memory. */
  private void replay(BooleanSupplier goOn) {
    while (goOn.getAsBoolean() && !journal.isEmpty()) {
      if (waiting.count() > config.maxWaiting() / 2) {
        spill();
      }
      try {
        write(journal.oldest());
        journal.removeOldest();
      } catch (IOException e) {
        LOG.errorf("The oldest segment of the journal cannot be read and is left as it is: %s", e);
        losses.add(DropReason.UNREADABLE, journal.forgetOldest());
      }
    }
  }

  private void write(RecordLines lines) {
    List<TaskRecord> tasks = lines.tasks();
    for (int from = 0; from < tasks.size(); from += config.batch()) {
      int to = Math.min(tasks.size(), from + config.batch());
      written.add(store.write(tasks.subList(from, to)));
    }
    losses.add(DropReason.UNREADABLE, lines.unreadable());
  }

  private boolean writeBatch() {
    List<TaskRecord> batch = waiting.oldest(config.batch());
    if (batch.isEmpty()) {
      return false;
    }
    written.add(store.write(batch));
    waiting.release(batch);
    return true;
  }

  /** Takes from memory to disk what there is room for. */
  private void spill() {
    try {
      List<TaskRecord> batch = waiting.oldest(config.batch());
      while (!batch.isEmpty()) {
        if (!journal.append(batch)) {
          trouble = DropReason.JOURNAL_FULL;
          return;
        }
        waiting.release(batch);
        batch = waiting.oldest(config.batch());
      }
      trouble = DropReason.MEMORY_FULL;
    } catch (IOException e) {
      if (trouble != DropReason.JOURNAL_ERROR) {
        LOG.errorf("The journal of task records cannot be written: %s", e);
      }
      trouble = DropReason.JOURNAL_ERROR;
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root.toString();
  }

  /** Records that are not in the database yet, in memory or on disk. */
  public long waiting() {
    return waiting.count() + journalRecords();
  }

  /** Records that wait on disk. */
  public long journalRecords() {
    return journal == null ? 0 : journal.records();
  }

  /** Bytes of the records that wait on disk. */
  public long journalBytes() {
    return journal == null ? 0 : journal.bytes();
  }

  /** Records written since the start. */
  public long written() {
    return written.sum();
  }

  /** Records lost since the start. */
  public long dropped() {
    return losses.count();
  }

  /** Records lost since the start, for one reason. */
  public long dropped(DropReason reason) {
    return losses.count(reason);
  }
}
