package io.nearfar.experiments.testbed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads one streamed answer as it arrives: when its first and last token came, how many there were,
 * and how it ended. A token is an event with content. Times are those of the bytes, taken before
 * anything is parsed. Not for use by several threads at once.
 */
final class AnswerReading {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String DONE = "[DONE]";

  private final EventDecoder decoder = new EventDecoder(this::event);
  private final long sentNanos;
  private long nowNanos;
  private long firstTokenNanos;
  private long lastTokenNanos;
  private int tokens;
  private boolean done;
  private Optional<String> error = Optional.empty();

  /** The reading of an answer to a request sent at this {@link System#nanoTime}. */
  AnswerReading(long sentNanos) {
    this.sentNanos = sentNanos;
    nowNanos = sentNanos;
  }

  /** Takes bytes that arrived at a {@link System#nanoTime}. */
  void arrived(List<ByteBuffer> bytes, long atNanos) {
    nowNanos = atNanos;
    bytes.forEach(decoder::feed);
  }

  private void event(String data) {
    if (error.isPresent() || done) {
      return;
    }
    if (data.equals(DONE)) {
      done = true;
      return;
    }
    JsonNode chunk;
    try {
      chunk = MAPPER.readTree(data);
    } catch (JsonProcessingException e) {
      error = Optional.of("an event of the stream is no JSON: " + ErrorBody.shorten(data));
      return;
    }
    if (chunk.hasNonNull("error")) {
      error = Optional.of(ErrorBody.message(chunk));
    } else if (!chunk.path("choices").path(0).path("delta").path("content").asText("").isEmpty()) {
      if (tokens == 0) {
        firstTokenNanos = nowNanos;
      }
      lastTokenNanos = nowNanos;
      tokens++;
    }
  }

  /** Tokens so far. */
  int tokens() {
    return tokens;
  }

  /** Request sent to first token; empty before there is one. */
  OptionalDouble ttftSeconds() {
    return tokens == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((firstTokenNanos - sentNanos) / 1e9);
  }

  /** Request sent to last token; empty before there is one. */
  OptionalDouble lastTokenSeconds() {
    return tokens == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((lastTokenNanos - sentNanos) / 1e9);
  }

  /** What is wrong with an answer whose stream has ended; empty when it is whole. */
  Optional<String> fault() {
    if (error.isPresent() || done) {
      return error;
    }
    return Optional.of("the stream ended without " + DONE + " after " + tokens + " tokens");
  }
}
