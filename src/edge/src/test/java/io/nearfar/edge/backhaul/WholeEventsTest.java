package io.nearfar.edge.backhaul;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeEventsTest {

  private final WholeEvents events = new WholeEvents();

  private String next(String bytes) {
    return events.next(Buffer.buffer(bytes)).toString();
  }

  @Test
  void passesWholeEventsOnUncopied() {
    Buffer whole = Buffer.buffer("data: 1\n\ndata: 2\n\n");

    assertThat(events.next(whole)).isSameAs(whole);
    assertThat(events.rest().length()).isZero();
  }

  @Test
  void holdsTheBeginningOfAnEventUntilItIsWhole() {
    assertThat(next("data: 1\n\nda")).isEqualTo("data: 1\n\n");
    assertThat(events.rest()).hasToString("da");
    assertThat(next("ta: 2")).isEmpty();
    assertThat(next("\n")).isEmpty();
    assertThat(next("\nd")).isEqualTo("data: 2\n\n");
    assertThat(events.rest()).hasToString("d");
    assertThat(events.insideEvent()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void passesAnEventOnWithItsLastByteWhateverEndsItsLines(String lineEnd) {
    String stream =
        "event: x\ndata: {\"a\": \"b\"}\n\n: comment\n\ndata: [DONE]\n\n".replace("\n", lineEnd);
    StringBuilder passed = new StringBuilder();
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < stream.length(); i++) {
      String part = next(stream.substring(i, i + 1));
      passed.append(part);
      if (!part.isBlank()) {
        parts.add(part.replace(lineEnd, "\n").strip());
      }
    }
    passed.append(events.rest());

    assertThat(passed).hasToString(stream);
    assertThat(parts)
        .containsExactly("event: x\ndata: {\"a\": \"b\"}", ": comment", "data: [DONE]");
  }

  @Test
  void losesNothingHoweverTheReadsAreCut() {
    SplittableRandom random = new SplittableRandom(1);
    String stream = "data: {\"content\": \"ü\"}\n\ndata: 2\r\n\r\n".repeat(50);
    Buffer all = Buffer.buffer(stream);
    for (int round = 0; round < 200; round++) {
      WholeEvents fresh = new WholeEvents();
      Buffer passed = Buffer.buffer();
      for (int from = 0; from < all.length(); ) {
        int to = Math.min(all.length(), from + 1 + random.nextInt(60));
        passed.appendBuffer(fresh.next(all.getBuffer(from, to)));
        from = to;
      }
      passed.appendBuffer(fresh.rest());
      assertThat(passed).hasToString(stream);
    }
  }

  @Test
  void holdsNoMoreThanItsBound() {
    String piece = "x".repeat(1000);
    int passed = 0;
    for (int i = 0; i < 200; i++) {
      passed += next(piece).length();
      assertThat(events.rest().length()).isLessThanOrEqualTo(WholeEvents.MOST_HELD_BYTES);
    }
    assertThat(passed + events.rest().length()).isEqualTo(200_000);
    assertThat(events.insideEvent()).isTrue();

    assertThat(next("\n\nda")).endsWith("x\n\n");
    assertThat(events.insideEvent()).isFalse();
    assertThat(events.rest()).hasToString("da");
  }
}
