package io.nearfar.edge.backhaul;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * Counts the tokens of an answer in the bytes that pass, without decoding them.
 *
 * <p>A token is an event whose delta has content; events and reads are not one to one. Where the
 * answer itself says how many tokens it has ({@code usage.completion_tokens}), that number is the
 * better one.
 */
final class AnswerScanner {

  private final Matcher content = new Matcher("\"content\":");
  private final Matcher reasoning = new Matcher("\"reasoning_content\":");
  private final Matcher completionTokens = new Matcher("\"completion_tokens\":");
  private final LineStart done = new LineStart("data:[DONE]");
  private final LineStart error = new LineStart("data:{\"error\":");

  private Value value = Value.NONE;
  private boolean counted;
  private int number;
  private int contentEvents;
  private int statedTokens;
  private boolean sawDone;
  private boolean sawError;

  /** What the next bytes are the value of. */
  private enum Value {
    NONE,
    TEXT,
    FIRST_CHARACTER,
    NUMBER
  }

  /** Looks at the next bytes and returns how many content events came with them. */
  int feed(Buffer bytes) {
    int before = contentEvents;
    for (int i = 0; i < bytes.length(); i++) {
      next(bytes.getByte(i));
    }
    return contentEvents - before;
  }

  private void next(byte b) {
    if (b == '\n') {
      counted = false;
    }
    if (value != Value.NONE) {
      value(b);
    }
    boolean text = content.next(b);
    text |= reasoning.next(b);
    if (text) {
      value = Value.TEXT;
    } else if (completionTokens.next(b)) {
      value = Value.NUMBER;
      number = 0;
    }
    sawDone |= done.next(b);
    sawError |= error.next(b);
  }

  private void value(byte b) {
    if (b == ' ' && value != Value.FIRST_CHARACTER) {
      return;
    }
    switch (value) {
      case TEXT -> value = b == '"' ? Value.FIRST_CHARACTER : Value.NONE;
      case FIRST_CHARACTER -> {
        value = Value.NONE;
        if (b != '"' && !counted) {
          counted = true;
          contentEvents++;
        }
      }
      case NUMBER -> {
        if (b >= '0' && b <= '9') {
          number = Math.min(number, 100_000_000) * 10 + (b - '0');
        } else {
          value = Value.NONE;
        }
        statedTokens = number;
      }
      case NONE -> {}
    }
  }

  /** Tokens so far: the answer's own count where it gave one, else its content events. */
  int tokens() {
    return statedTokens > 0 ? statedTokens : contentEvents;
  }

  /** Whether the stream said {@code [DONE]}. */
  boolean done() {
    return sawDone;
  }

  /** Whether the stream brought an error event. */
  boolean error() {
    return sawError;
  }

  /** Finds one pattern in a run of bytes. No pattern here begins again inside itself. */
  private static final class Matcher {
    private final byte[] pattern;
    private int matched;

    Matcher(String pattern) {
      this.pattern = pattern.getBytes(StandardCharsets.US_ASCII);
    }

    boolean next(byte b) {
      if (b == pattern[matched]) {
        matched++;
      } else {
        matched = b == pattern[0] ? 1 : 0;
      }
      if (matched == pattern.length) {
        matched = 0;
        return true;
      }
      return false;
    }
  }

  /**
   * Finds how a line begins, spaces left out: what an answer quotes stands in the middle of a line.
   */
  private static final class LineStart {
    private final byte[] pattern;
    private int matched;
    private boolean possible = true;

    LineStart(String pattern) {
      this.pattern = pattern.getBytes(StandardCharsets.US_ASCII);
    }

    boolean next(byte b) {
      if (b == '\n') {
        matched = 0;
        possible = true;
        return false;
      }
      if (!possible || b == ' ') {
        return false;
      }
      possible = b == pattern[matched];
      if (possible && ++matched == pattern.length) {
        possible = false;
        return true;
      }
      return false;
    }
  }
}
