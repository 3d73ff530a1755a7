package io.nearfar.edge.backhaul;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerScannerTest {

  private static final String STREAM =
      delta("{\"role\":\"assistant\",\"content\":\"\"}")
          + delta("{\"content\":\"one \"}")
          + delta("{\"content\":\"\\\"two\\\" \"}")
          + delta("{\"content\":\"ü\uD83D\uDE00\"}")
          + delta("{}")
          + "data: [DONE]\n\n";

  private static String delta(String delta) {
    return "data: {\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":"
        + delta
        + ",\"finish_reason\":null}],\"usage\":null}\n\n";
  }

  private static AnswerScanner read(String... reads) {
    AnswerScanner scanner = new AnswerScanner();
    for (String read : reads) {
      scanner.feed(Buffer.buffer(read));
    }
    return scanner;
  }

  @Test
  void countsEventsWithContentWhereverTheReadsAreCut() {
    Buffer all = Buffer.buffer(STREAM);
    for (int cut = 0; cut <= all.length(); cut++) {
      AnswerScanner scanner = new AnswerScanner();
      int counted = scanner.feed(all.getBuffer(0, cut));
      counted += scanner.feed(all.getBuffer(cut, all.length()));
      assertThat(counted).as("cut at byte %d", cut).isEqualTo(3);
      assertThat(scanner.tokens()).isEqualTo(3);
      assertThat(scanner.done()).isTrue();
      assertThat(scanner.error()).isFalse();
    }
  }

  @Test
  void countsByteByByte() {
    AnswerScanner scanner = new AnswerScanner();
    Buffer all = Buffer.buffer(STREAM);
    int counted = 0;
    for (int i = 0; i < all.length(); i++) {
      counted += scanner.feed(all.getBuffer(i, i + 1));
    }
    assertThat(counted).isEqualTo(3);
    assertThat(scanner.done()).isTrue();
  }

  @Test
  void tellsHowManyContentEventsEachReadBrought() {
    AnswerScanner scanner = new AnswerScanner();
    assertThat(scanner.feed(Buffer.buffer(delta("{\"role\":\"assistant\"}")))).isZero();
    assertThat(
            scanner.feed(
                Buffer.buffer(delta("{\"content\":\"a\"}") + delta("{\"content\":\"b\"}"))))
        .isEqualTo(2);
    assertThat(scanner.feed(Buffer.buffer(delta("{}")))).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"role\":\"assistant\",\"content\":\"\"}",
        "{\"role\":\"assistant\",\"content\":null}",
        "{\"role\":\"assistant\"}",
        "{\"content\": \"\"}",
        "{\"content\":  null}",
        "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{}\"}}]}",
        "{}"
      })
  void takesNoTextForNoToken(String delta) {
    assertThat(read(delta(delta)).tokens()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"content\":\" \"}",
        "{\"content\":\"\\n\"}",
        "{\"content\":\"\\\"\"}",
        "{\"content\": \"spaced\"}",
        "{\"content\":\"{\\\"content\\\":\\\"x\\\",\\\"completion_tokens\\\":99}\"}",
        "{\"content\":\"a \\\"content\\\": \\\"b\\\" and \\\"content\\\":\\\"c\\\"\"}",
        "{\"reasoning_content\":\"hm\"}",
        "{\"reasoning_content\":\"hm\",\"content\":null}",
        "{\"content\":null,\"reasoning_content\":\"hm\"}",
        "{\"content\":\"both\",\"reasoning_content\":\"hm\"}"
      })
  void takesAnyTextForOneToken(String delta) {
    assertThat(read(delta(delta)).tokens()).isEqualTo(1);
  }

  @Test
  void believesTheAnswersOwnCount() {
    String usage =
        "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":%s,"
            + "\"total_tokens\":3,\"completion_tokens_details\":{\"reasoning_tokens\":5}}}\n\n";
    for (String number : new String[] {"42", " 42", "42 "}) {
      assertThat(read(STREAM, usage.formatted(number)).tokens()).isEqualTo(42);
    }
    assertThat(read(STREAM, usage.formatted("null")).tokens()).isEqualTo(3);
    assertThat(read(usage.formatted("1"), usage.formatted("2")).tokens()).isEqualTo(2);
  }

  @Test
  void readsTheCountWhereverTheReadsAreCut() {
    String usage = "{\"usage\":{\"completion_tokens\": 1234}}";
    for (int cut = 0; cut <= usage.length(); cut++) {
      assertThat(read(usage.substring(0, cut), usage.substring(cut)).tokens()).isEqualTo(1234);
    }
  }

  @Test
  void countsAWholeAnswer() {
    String whole =
        "{\n  \"choices\": [{\"message\": {\"role\": \"assistant\", \"content\": \"one two\"}}],\n"
            + "  \"usage\": {\"prompt_tokens\": 1, \"completion_tokens\": 2}\n}";
    assertThat(read(whole).tokens()).isEqualTo(2);
  }

  @Test
  void doesNotOverflow() {
    assertThat(read("{\"completion_tokens\":99999999999999999999}").tokens()).isPositive();
  }

  @Test
  void tellsTheEndOfAStream() {
    assertThat(read(delta("{\"content\":\"a\"}")).done()).isFalse();
    assertThat(read("data: [DONE]\n\n").done()).isTrue();
    assertThat(read(STREAM.substring(0, STREAM.length() - 3)).done()).isFalse();
  }

  @Test
  void takesTheEndForOneOnlyAtTheBeginningOfALine() {
    assertThat(read(delta("{\"content\":\"it ends with data: [DONE]\"}")).done()).isFalse();
    assertThat(read(delta("{\"content\":\"x\"}"), "data:[DONE]\n\n").done()).isTrue();
    assertThat(read("data: {}\r\n\r\ndata: [DONE]\r\n\r\n").done()).isTrue();
  }

  @Test
  void tellsAnErrorEvent() {
    String error = "data: {\"error\":{\"message\":\"out of memory\"}}\n\n";
    assertThat(read(STREAM).error()).isFalse();
    assertThat(read(error).error()).isTrue();
    assertThat(read(error.replace(":{\"", ": {\"")).error()).isTrue();
    assertThat(read(delta("{\"content\":\"data: {\\\"error\\\":1}\"}")).error()).isFalse();
    for (int cut = 0; cut <= error.length(); cut++) {
      assertThat(read(error.substring(0, cut), error.substring(cut)).error()).isTrue();
    }
  }
}
