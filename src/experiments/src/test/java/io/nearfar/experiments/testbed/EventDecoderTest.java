package io.nearfar.experiments.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventDecoderTest {

  private static final String STREAM =
      ": a comment\n\ndata: first\n\nevent: named\r\ndata:second\r\n\r\nid: 7\n\n"
          + "data: zwei\ndata: Zeilen \u00fc\n\ndata: unfinished";

  @Test
  void findsTheSameEventsWhereverTheBytesAreCut() {
    byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
    for (int piece = 1; piece <= bytes.length; piece++) {
      List<String> events = new ArrayList<>();
      EventDecoder decoder = new EventDecoder(events::add);
      for (int from = 0; from < bytes.length; from += piece) {
        decoder.feed(ByteBuffer.wrap(bytes, from, Math.min(piece, bytes.length - from)));
      }
      assertThat(events).containsExactly("first", "second", "zwei\nZeilen \u00fc");
    }
  }
}
