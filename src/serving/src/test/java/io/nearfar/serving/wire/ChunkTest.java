package io.nearfar.serving.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkTest {

  private static Chunk read(String json) {
    return Chunk.read(json.getBytes(UTF_8));
  }

  private static Chunk delta(String fields) {
    return read(
        "{\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{" + fields + "}}],\"usage\":null}");
  }

  @Test
  void readsContent() {
    assertThat(delta("\"content\":\"a \\\"b\\n\\u00e9\"").content()).isEqualTo("a \"b\né");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"role\":\"assistant\",\"content\":null",
        "\"role\":\"assistant\",\"content\":\"\"",
        "\"tool_calls\":[{\"function\":{\"name\":\"content\",\"arguments\":\"{}\"}}]",
        "",
        "\"content\":[{\"text\":\"no\"}]"
      })
  void readsNothingWhereThereIsNothing(String fields) {
    Chunk chunk = delta(fields);
    assertThat(chunk.content()).isEmpty();
    assertThat(chunk.reasoning()).isEmpty();
    assertThat(chunk.finish()).isEmpty();
  }

  @Test
  void readsReasoningUnderEitherName() {
    assertThat(delta("\"reasoning_content\":\"hm\"").reasoning()).isEqualTo("hm");
    assertThat(delta("\"reasoning\":\"hm\"").reasoning()).isEqualTo("hm");
    assertThat(delta("\"reasoning\":\"hm\",\"reasoning_content\":\"hm\"").reasoning())
        .isEqualTo("hm");
  }

  @Test
  void readsFinishAndUsage() {
    Chunk chunk =
        read(
            "{\"choices\":[{\"finish_reason\":\"length\",\"delta\":{}}],\"usage\":{\"total_tokens\":9,"
                + "\"prompt_tokens_details\":{\"cached_tokens\":1},\"prompt_tokens\":4,"
                + "\"completion_tokens\":5}}");
    assertThat(chunk.finish()).contains("length");
    assertThat(chunk.usage()).contains(new Usage(4, 5));
  }

  @Test
  void readsErrorsInTheirShapes() {
    assertThat(read("{\"error\":{\"code\":500,\"message\":\"out of memory\"}}").error())
        .contains("out of memory");
    assertThat(read("{\"error\":\"gone\"}").error()).contains("gone");
    assertThat(read("{\"error\":{}}").error()).contains("no message");
    assertThat(read("{\"error\":null}").error()).isEmpty();
    assertThat(Chunk.errorOf("<html>".getBytes(UTF_8))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"choices\":[", "hello", "{\"choices\":{\"a\":1}"})
  void refusesWhatIsNoObject(String json) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(WireException.class);
  }
}
