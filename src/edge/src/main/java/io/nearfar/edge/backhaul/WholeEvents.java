package io.nearfar.edge.backhaul;

import io.vertx.core.buffer.Buffer;

/**
 * Lets whole server-sent events through as they come and holds back the beginning of one that is
 * not whole yet. A client can do nothing with half an event; but where a stream breaks off inside
 * one, half an event passed on would be read as an event of its own, or spoil the one that tells of
 * the error.
 *
 * <p>Bytes that end with an event's end, which is nearly all reads, are passed on as they are,
 * uncopied. What is held is bounded: an event longer than that goes on in pieces.
 */
final class WholeEvents {

  /** Far beyond the event of any token, which has some hundreds of bytes. */
  static final int MOST_HELD_BYTES = 64 * 1024;

  private static final Buffer NOTHING = Buffer.buffer(0);

  private Buffer held = NOTHING;
  private boolean insideEvent;

  /** The next bytes of the stream; what may be passed on now, empty when nothing may. */
  Buffer next(Buffer bytes) {
    int known = held.length();
    Buffer all = known == 0 ? bytes : held.appendBuffer(bytes);
    int end = endOfEvents(all, known);
    if (end == all.length() || all.length() - end > MOST_HELD_BYTES) {
      insideEvent = end < all.length();
      held = NOTHING;
      return all;
    }
    if (end == 0) {
      held = known == 0 ? bytes.copy() : all;
      return NOTHING;
    }
    insideEvent = false;
    held = all.getBuffer(end, all.length());
    return all.slice(0, end);
  }

  /** What is held back now. */
  Buffer rest() {
    return held;
  }

  /** Whether the bytes passed on end inside an event, which then was too long to be held. */
  boolean insideEvent() {
    return insideEvent;
  }

  /**
   * Where the last whole event ends; 0 when none does after the bytes that are known to end none.
   */
  private static int endOfEvents(Buffer bytes, int known) {
    for (int last = bytes.length() - 1; last >= Math.max(1, known); last--) {
      if (endsLine(bytes, last) && endsLine(bytes, before(bytes, last))) {
        return last + 1;
      }
    }
    return 0;
  }

  /** Where the first event ends, with the empty line after it, as far as it is in these bytes. */
  static int endOfFirst(Buffer bytes, int from) {
    boolean lineBegins = false;
    for (int i = from; i < bytes.length(); i++) {
      byte b = bytes.getByte(i);
      if (b == '\n' && lineBegins) {
        return i + 1;
      }
      lineBegins = b == '\n' || (lineBegins && b == '\r');
    }
    return bytes.length();
  }

  /** The byte before a line end, which is CR, LF or both. */
  private static int before(Buffer bytes, int lineEnd) {
    boolean both = bytes.getByte(lineEnd) == '\n' && bytes.getByte(lineEnd - 1) == '\r';
    return both ? lineEnd - 2 : lineEnd - 1;
  }

  private static boolean endsLine(Buffer bytes, int at) {
    return at >= 0 && (bytes.getByte(at) == '\n' || bytes.getByte(at) == '\r');
  }
}
