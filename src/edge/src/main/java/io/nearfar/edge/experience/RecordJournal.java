package io.nearfar.edge.experience;

import io.nearfar.model.outcome.TaskRecord;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Task records on disk, first in, first out: {@link RecordLines} in segment files that are only
 * ever appended to and deleted as a whole, the oldest first.
 *
 * <p>A process that dies while it writes leaves a torn last line in its newest segment; the next
 * one begins a segment of its own. A process that dies between taking records and deleting their
 * segment leaves them to be taken again.
 *
 * <p>One thread at a time uses it; its counts are for all.
 */
final class RecordJournal implements Closeable {

  private static final Logger LOG = Logger.getLogger(RecordJournal.class);

  /** What is read, written to the database and deleted in one go: about a thousand records. */
  private static final int SEGMENT_BYTES = 1 << 20;

  private static final String PREFIX = "tasks-";
  private static final String SUFFIX = ".jsonl";

  private final Path directory;
  private final long maxBytes;
  private final FileChannel lock;
  private final Deque<Segment> segments = new ArrayDeque<>();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong records = new AtomicLong();
  private long lastNumber;
  private RecordLines oldest;

  private static final class Segment {
    final Path file;
    long bytes;
    long records;
    boolean closed;

    Segment(Path file) {
      this.file = file;
    }
  }

  private RecordJournal(Path directory, long maxBytes, FileChannel lock) {
    this.directory = directory;
    this.maxBytes = maxBytes;
    this.lock = lock;
  }

  /**
   * The journal in a directory, with what an earlier process left in it.
   *
   * @param maxBytes most bytes of all segments together
   * @throws ConfigurationException when the directory cannot be written to, or another process uses
   *     it
   */
  static RecordJournal open(Path directory, long maxBytes) {
    try {
      Files.createDirectories(directory);
      RecordJournal journal = new RecordJournal(directory, maxBytes, lock(directory));
      journal.findSegments();
      return journal;
    } catch (IOException e) {
      throw new ConfigurationException(
          "nearfar.records.journal.directory is "
              + directory
              + ", which cannot be used ("
              + e
              + "); it must be a directory where the edge agent may write");
    }
  }

  private static FileChannel lock(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new ConfigurationException(
          "nearfar.records.journal.directory is "
              + directory
              + ", which another edge agent uses; each needs one of its own");
    }
    return channel;
  }

  private void findSegments() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files = all.filter(file -> number(file) > 0).sorted().toList();
    }
    for (Path file : files) {
      Segment segment = new Segment(file);
      segment.closed = true;
      segment.bytes = Files.size(file);
      segment.records = RecordLines.count(Files.readAllBytes(file));
      segments.addLast(segment);
      bytes.addAndGet(segment.bytes);
      records.addAndGet(segment.records);
      lastNumber = number(file);
    }
  }

  private static long number(Path file) {
    String name = file.getFileName().toString();
    return name.matches(PREFIX + "\\d{18}" + SUFFIX)
        ? Long.parseLong(name.substring(PREFIX.length(), name.length() - SUFFIX.length()))
        : 0;
  }

  /**
   * Appends records, on disk when this returns.
   *
   * @return false, and nothing appended, when there is no room for them
   * @throws IOException when the disk does not take them; none of them is appended
   */
  boolean append(List<TaskRecord> tasks) throws IOException {
    byte[] lines = RecordLines.write(tasks);
    if (bytes.get() + lines.length > maxBytes) {
      return false;
    }
    Segment segment = newest();
    write(segment, ByteBuffer.wrap(lines));
    segment.bytes += lines.length;
    segment.records += tasks.size();
    bytes.addAndGet(lines.length);
    records.addAndGet(tasks.size());
    return true;
  }

  private static void write(Segment segment, ByteBuffer lines) throws IOException {
    try (FileChannel file =
        FileChannel.open(segment.file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      // What an earlier try may have left behind the end is not part of the segment.
      file.truncate(segment.bytes);
      file.position(segment.bytes);
      while (lines.hasRemaining()) {
        file.write(lines);
      }
      file.force(false);
    }
  }

  private Segment newest() {
    Segment newest = segments.peekLast();
    if (newest == null || newest.closed || newest.bytes >= SEGMENT_BYTES) {
      lastNumber++;
      newest = new Segment(directory.resolve(PREFIX + "%018d".formatted(lastNumber) + SUFFIX));
      segments.addLast(newest);
    }
    return newest;
  }

  /** Whether nothing waits on disk. */
  boolean isEmpty() {
    return segments.isEmpty();
  }

  /** What the oldest segment holds; nothing is appended to it any more. */
  RecordLines oldest() throws IOException {
    if (oldest == null) {
      Segment segment = segments.getFirst();
      segment.closed = true;
      byte[] lines = segment.bytes == 0 ? new byte[0] : Files.readAllBytes(segment.file);
      oldest = RecordLines.read(Arrays.copyOf(lines, (int) segment.bytes), segment.file);
    }
    return oldest;
  }

  /** Deletes the oldest segment: what it holds is elsewhere now. */
  void removeOldest() {
    Path file = segments.getFirst().file;
    forgetOldest();
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warnf(
          "%s is written and cannot be deleted; the next start will read it again: %s", file, e);
    }
  }

  /**
   * Leaves the oldest segment on disk for somebody to look at, and does not look at it again.
   *
   * @return how many records it holds
   */
  long forgetOldest() {
    Segment segment = segments.removeFirst();
    bytes.addAndGet(-segment.bytes);
    records.addAndGet(-segment.records);
    oldest = null;
    return segment.records;
  }

  /** Records on disk. */
  long records() {
    return records.get();
  }

  /** Bytes on disk. */
  long bytes() {
    return bytes.get();
  }

  /** Lets another process have the directory. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
