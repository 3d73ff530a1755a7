package io.nearfar.edge.experience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nearfar.model.outcome.TaskRecord;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordJournalTest {

  private static final long ROOM = 100 << 20;

  @TempDir Path directory;

  private final SplittableRandom random = new SplittableRandom(1);
  private RecordJournal journal;
  private int made;

  @BeforeEach
  void open() {
    journal = RecordJournal.open(directory, ROOM);
  }

  @AfterEach
  void close() throws IOException {
    journal.close();
  }

  /** As another process would find it. */
  private void reopen(long maxBytes) throws IOException {
    journal.close();
    journal = RecordJournal.open(directory, maxBytes);
  }

  private List<TaskRecord> tasks(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> RandomTasks.next(random, "run", "task-" + made++))
        .toList();
  }

  private List<TaskRecord> append(int count) throws IOException {
    List<TaskRecord> tasks = tasks(count);
    assertThat(journal.append(tasks)).isTrue();
    return tasks;
  }

  private List<TaskRecord> takeAll() throws IOException {
    List<TaskRecord> taken = new ArrayList<>();
    while (!journal.isEmpty()) {
      RecordLines oldest = journal.oldest();
      assertThat(oldest.unreadable()).isZero();
      taken.addAll(oldest.tasks());
      journal.removeOldest();
    }
    return taken;
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    }
  }

  private long size() throws IOException {
    long size = 0;
    for (Path segment : segments()) {
      size += Files.size(segment);
    }
    return size;
  }

  @Test
  void givesRecordsBackAsTheyWereInTheirOrderOverManySegments() throws Exception {
    List<TaskRecord> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      all.addAll(append(100));
    }
    assertThat(segments()).hasSizeGreaterThan(3);
    assertThat(journal.records()).isEqualTo(6000);
    assertThat(journal.bytes()).isEqualTo(size());

    assertThat(takeAll()).isEqualTo(all);
    assertThat(journal.records()).isZero();
    assertThat(journal.bytes()).isZero();
    assertThat(segments()).isEmpty();
  }

  @Test
  void anotherProcessFindsWhatWasLeftAndGoesOnBehindIt() throws Exception {
    List<TaskRecord> all = new ArrayList<>(append(10));
    reopen(ROOM);
    assertThat(journal.records()).isEqualTo(10);
    assertThat(journal.bytes()).isEqualTo(size());
    all.addAll(append(5));
    reopen(ROOM);
    all.addAll(append(1));

    assertThat(takeAll()).isEqualTo(all);
  }

  @Test
  void whatIsTakenIsThereUntilItIsRemoved() throws Exception {
    List<TaskRecord> all = append(10);
    assertThat(journal.oldest().tasks()).isEqualTo(all);
    List<TaskRecord> later = append(2);
    assertThat(journal.oldest().tasks()).as("nothing is added to it").isEqualTo(all);
    reopen(ROOM);

    assertThat(journal.oldest().tasks()).isEqualTo(all);
    journal.removeOldest();
    assertThat(takeAll()).isEqualTo(later);
  }

  @Test
  void ofATornRecordNothingIsTakenAndTheRestIs() throws Exception {
    List<TaskRecord> all = append(10);
    journal.close();
    Path segment = segments().get(0);
    byte[] whole = Files.readAllBytes(segment);
    for (int lost : new int[] {2, 100, 300}) {
      Files.write(segment, Arrays.copyOf(whole, whole.length - lost));
      journal = RecordJournal.open(directory, ROOM);
      assertThat(journal.records()).isEqualTo(10);
      RecordLines contents = journal.oldest();
      assertThat(contents.tasks()).isEqualTo(all.subList(0, 9));
      assertThat(contents.unreadable()).isEqualTo(1);
      journal.close();
    }
  }

  @Test
  void aLastRecordThatLacksOnlyItsLineEndIsWhole() throws Exception {
    List<TaskRecord> all = append(3);
    journal.close();
    Path segment = segments().get(0);
    byte[] whole = Files.readAllBytes(segment);
    Files.write(segment, Arrays.copyOf(whole, whole.length - 1));
    journal = RecordJournal.open(directory, ROOM);

    assertThat(journal.oldest()).isEqualTo(new RecordLines(all, 0));
  }

  @Test
  void aLineThatIsNoRecordIsCountedAndTheOthersAreTaken() throws Exception {
    List<TaskRecord> all = new ArrayList<>(append(2));
    journal.close();
    Files.writeString(
        segments().get(0), "{\"run\":\"run\"}\nhello\n\n", UTF_8, StandardOpenOption.APPEND);
    journal = RecordJournal.open(directory, ROOM);

    assertThat(journal.records()).isEqualTo(5);
    assertThat(journal.oldest()).isEqualTo(new RecordLines(all, 3));
  }

  @Test
  void takesNoMoreThanItsBound() throws Exception {
    append(1);
    long one = journal.bytes();
    reopen(20 * one);
    int appended = 0;
    while (journal.append(tasks(1))) {
      appended++;
      assertThat(journal.bytes()).isLessThanOrEqualTo(20 * one);
    }
    assertThat(appended).isBetween(10, 40);
    long full = journal.bytes();
    assertThat(journal.append(tasks(1))).isFalse();
    assertThat(journal.bytes()).isEqualTo(full).isEqualTo(size());

    journal.oldest();
    journal.removeOldest();
    assertThat(journal.append(tasks(1))).as("there is room again").isTrue();
  }

  @Test
  void whatTheDiskDoesNotTakeIsNotInTheJournal() throws Exception {
    List<TaskRecord> all = new ArrayList<>(append(2));
    Path segment = segments().get(0);
    Path elsewhere = directory.resolve("elsewhere");
    Files.move(segment, elsewhere);
    Files.createDirectory(segment);
    assertThatThrownBy(() -> journal.append(tasks(3))).isInstanceOf(IOException.class);
    assertThat(journal.records()).isEqualTo(2);
    Files.delete(segment);
    Files.move(elsewhere, segment);
    all.addAll(append(1));

    assertThat(takeAll()).isEqualTo(all);
  }

  @Test
  void aSegmentThatCannotBeReadIsLeftAloneAndDoesNotHoldTheOthersUp() throws Exception {
    append(3);
    reopen(ROOM);
    List<TaskRecord> later = append(2);
    Path segment = segments().get(0);
    Files.delete(segment);
    Files.createDirectory(segment);

    assertThatThrownBy(() -> journal.oldest()).isInstanceOf(IOException.class);
    assertThat(journal.forgetOldest()).isEqualTo(3);
    assertThat(segment).exists();
    assertThat(journal.records()).isEqualTo(2);
    assertThat(takeAll()).isEqualTo(later);
  }

  @Test
  void leavesOtherFilesAlone() throws Exception {
    Files.writeString(directory.resolve("tasks-notes.txt"), "mine");
    Files.writeString(directory.resolve("tasks-1.jsonl"), "mine");
    reopen(ROOM);

    assertThat(journal.isEmpty()).isTrue();
    append(1);
    takeAll();
    assertThat(directory.resolve("tasks-notes.txt")).hasContent("mine");
    assertThat(directory.resolve("tasks-1.jsonl")).hasContent("mine");
  }

  @Test
  void refusesADirectoryThatCannotBeOne() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "");
    Path below = file.resolve("journal");
    assertThatThrownBy(() -> RecordJournal.open(below, ROOM))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("nearfar.records.journal.directory is " + below)
        .hasMessageContaining("may write");
  }

  @Test
  void refusesADirectoryThatAnotherUses() {
    assertThatThrownBy(() -> RecordJournal.open(directory, ROOM))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("" + directory)
        .hasMessageContaining("another edge agent");
  }
}
