package io.nearfar.serving.wire;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/**
 * Reads server-sent events in the pieces in which they come: lines end with LF, CR or both, a line
 * or an event may lie in several pieces, comments and fields other than {@code data} say nothing.
 */
public final class EventReader {

  /** Longest event, in bytes; the event of a token has some hundreds. */
  public static final int MOST_BYTES = 1024 * 1024;

  private static final byte[] FIELD = {'d', 'a', 't', 'a'};

  private final Consumer<byte[]> event;
  private final Bytes line = new Bytes();
  private final Bytes data = new Bytes();
  private boolean hasData;
  private boolean afterCr;

  /**
   * A reader at the begin of a stream.
   *
   * @param event is given the data of each event
   */
  public EventReader(Consumer<byte[]> event) {
    this.event = event;
  }

  /**
   * Reads on.
   *
   * @throws WireException when an event is longer than {@link #MOST_BYTES}
   */
  public void feed(Buffer bytes) {
    int begin = 0;
    for (int i = 0; i < bytes.length(); i++) {
      byte b = bytes.getByte(i);
      if (b != '\n' && b != '\r') {
        afterCr = false;
        continue;
      }
      boolean secondHalf = b == '\n' && afterCr;
      afterCr = b == '\r';
      if (!secondHalf) {
        keep(bytes, begin, i);
        lineEnded();
      }
      begin = i + 1;
    }
    keep(bytes, begin, bytes.length());
  }

  private void keep(Buffer bytes, int from, int to) {
    if (line.size() + data.size() + to - from > MOST_BYTES) {
      throw new WireException("an event is longer than " + MOST_BYTES + " bytes");
    }
    line.writeBytes(bytes.getBytes(from, to));
  }

  private void lineEnded() {
    if (line.size() == 0) {
      if (hasData) {
        byte[] whole = data.toByteArray();
        data.reset();
        hasData = false;
        event.accept(whole);
      }
      return;
    }
    int value = line.valueOfData();
    if (value >= 0) {
      if (hasData) {
        data.write('\n');
      }
      hasData = true;
      data.write(line, value);
    }
    line.reset();
  }

  /** Bytes that can be looked at where they are. */
  private static final class Bytes extends ByteArrayOutputStream {

    /** Where the value of a {@code data} line begins; -1 when it is another line. */
    int valueOfData() {
      for (int i = 0; i < FIELD.length; i++) {
        if (i >= count || buf[i] != FIELD[i]) {
          return -1;
        }
      }
      if (count == FIELD.length) {
        return count;
      }
      if (buf[FIELD.length] != ':') {
        return -1;
      }
      int value = FIELD.length + 1;
      return value < count && buf[value] == ' ' ? value + 1 : value;
    }

    void write(Bytes from, int offset) {
      write(from.buf, offset, from.count - offset);
    }
  }
}
