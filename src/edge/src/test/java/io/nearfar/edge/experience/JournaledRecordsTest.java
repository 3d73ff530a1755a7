package io.nearfar.edge.experience;

import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.edge.rig.Eventually;
import io.quarkus.runtime.ShutdownEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of records on disk while the store is away. */
class JournaledRecordsTest extends WriterRig {

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
  void triesOnAtTheEndSinceTheJournalMayGoWithTheNode() throws Exception {
    stopDeadline = "60s";
    start(10, 1000);
    store.away = true;
    add(0, 25);
    awaitTries(3);
    Thread stopping = new Thread(this::stopped);
    stopping.start();
    awaitTries(3);
    store.away = false;
    stopping.join();
    assertThat(store.ids).isEqualTo(ids(0, 25));
    assertThat(writer.waiting()).isZero();
    assertThat(writer.dropped()).isZero();
  }

  @Test
  void theWriterEndsAfterTheBatchUnderWayWhenItIsStopped() throws Exception {
    stopDeadline = "60s";
    store.writing = new CountDownLatch(1);
    start(10, 1000);
    add(0, 1);
    Eventually.holds("it writes", () -> store.tries.get() == 1);
    add(1, 50);
    Thread stopping = new Thread(this::stopped, "stopping");
    stopping.start();
    Eventually.holds("stopping waits", () -> stopping.getState() == Thread.State.TIMED_WAITING);
    store.writing.countDown();
    stopping.join();
    assertThat(store.ids).isEqualTo(ids(0, 50));
    assertThat(store.batches).containsExactly(1, 10, 10, 10, 10, 9);
    assertThat(store.threads)
        .containsExactly(
            "record-writer", "stopping", "stopping", "stopping", "stopping", "stopping");
  }

  private void stopped() {
    try {
      writer.stop(new ShutdownEvent());
    } catch (InterruptedException | IOException e) {
      throw new IllegalStateException(e);
    }
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
}
