package io.nearfar.serving.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventReaderTest {

  private static final String STREAM =
      ": a comment\n\ndata: {\"a\":1}\n\ndata:{\"b\":\"é\"}\r\n\r\nevent: x\nid: 7\ndata: one\ndata:  two\n\n"
          + "\n\ndata\n\nevent: nothing\n\ndatum: no\n\ndata: cr\r\rdata: [DONE]\n\ndata: unfinished";

  private static final List<String> EVENTS =
      List.of("{\"a\":1}", "{\"b\":\"é\"}", "one\n two", "", "cr", "[DONE]");

  private final List<String> events = new ArrayList<>();
  private final EventReader reader = new EventReader(data -> events.add(new String(data, UTF_8)));

  @Test
  void readsAStreamInOnePiece() {
    reader.feed(Buffer.buffer(STREAM));
    assertThat(events).isEqualTo(EVENTS);
  }

  @Test
  void readsAStreamInPiecesOfAnySize() {
    Buffer all = Buffer.buffer(STREAM);
    for (int size = 1; size < all.length(); size++) {
      events.clear();
      EventReader fresh = new EventReader(data -> events.add(new String(data, UTF_8)));
      for (int from = 0; from < all.length(); from += size) {
        fresh.feed(all.getBuffer(from, Math.min(all.length(), from + size)));
      }
      assertThat(events).as("pieces of %d bytes", size).isEqualTo(EVENTS);
    }
  }

  @Test
  void refusesAnEventWithoutEnd() {
    Buffer piece = Buffer.buffer("x".repeat(1024));
    reader.feed(Buffer.buffer("data: "));
    for (int i = 0; i < 1023; i++) {
      reader.feed(piece);
    }
    assertThatThrownBy(() -> reader.feed(piece)).isInstanceOf(WireException.class);
    assertThat(events).isEmpty();
  }
}
