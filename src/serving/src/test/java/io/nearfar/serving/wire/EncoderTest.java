package io.nearfar.serving.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EncoderTest {

  private static final AnswerIdentity IDENTITY =
      new AnswerIdentity("chatcmpl-1", 1_700_000_000, "big \"one\"", "nearfar-modelled");
  private static final String HEAD =
      "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
          + "\"model\":\"big \\\"one\\\"\",\"system_fingerprint\":\"nearfar-modelled\",\"choices\":[";

  private static String token(String delta) {
    return HEAD
        + "{\"index\":0,\"delta\":"
        + delta
        + ",\"logprobs\":null,\"finish_reason\":null}]}\n\n";
  }

  @Test
  void givesEveryTokenItsEventAndTheFirstTheRole() {
    ChunkEncoder encoder = new ChunkEncoder(IDENTITY, false);
    assertThat(encoder.tokens(List.of("bab ", "hut ")).toString(UTF_8))
        .isEqualTo(
            token("{\"role\":\"assistant\",\"content\":\"bab \"}")
                + token("{\"content\":\"hut \"}"));
    assertThat(encoder.tokens(List.of("nup ")).toString(UTF_8))
        .isEqualTo(token("{\"content\":\"nup \"}"));
  }

  @Test
  void setsWhatAModelThinksApart() {
    ChunkEncoder encoder = new ChunkEncoder(IDENTITY, false);
    assertThat(encoder.reasoning(List.of("hm ", "so ")).toString(UTF_8))
        .isEqualTo(
            token("{\"role\":\"assistant\",\"reasoning_content\":\"hm \"}")
                + token("{\"reasoning_content\":\"so \"}"));
    assertThat(encoder.tokens(List.of("yes")).toString(UTF_8))
        .isEqualTo(token("{\"content\":\"yes\"}"));
    assertThat(
            WholeEncoder.completion(IDENTITY, "yes", "hm so ", FinishReason.STOP, new Usage(1, 3))
                .toString(UTF_8))
        .contains("\"content\":\"yes\",\"refusal\":null,\"reasoning_content\":\"hm so \"}");
  }

  @Test
  void escapesText() {
    ChunkEncoder encoder = new ChunkEncoder(IDENTITY, false);
    assertThat(encoder.tokens(List.of("\"a\\\n\u0001é😀")).toString(UTF_8))
        .isEqualTo(token("{\"role\":\"assistant\",\"content\":\"\\\"a\\\\\\n\\u0001é😀\"}"));
  }

  @Test
  void endsWithTheReasonAndDone() {
    assertThat(
            new ChunkEncoder(IDENTITY, false)
                .finish(FinishReason.STOP, new Usage(3, 2))
                .toString(UTF_8))
        .isEqualTo(
            HEAD
                + "{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"stop\"}]}\n\n"
                + "data: [DONE]\n\n");
  }

  @Test
  void tellsTheUsageLastWhenAskedFor() {
    ChunkEncoder encoder = new ChunkEncoder(IDENTITY, true);
    assertThat(encoder.tokens(List.of("a")).toString(UTF_8)).endsWith("],\"usage\":null}\n\n");
    assertThat(encoder.finish(FinishReason.LENGTH, new Usage(3, 2)).toString(UTF_8))
        .isEqualTo(
            HEAD
                + "{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"length\"}],\"usage\":null}\n\n"
                + HEAD
                + "],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}\n\n"
                + "data: [DONE]\n\n");
  }

  @Test
  void breaksOffWithoutDone() {
    assertThat(ChunkEncoder.failure(ApiException.internal()).toString(UTF_8))
        .startsWith("data: {\"error\":{\"message\":")
        .endsWith("}}\n\n")
        .doesNotContain("DONE");
  }

  @Test
  void writesAWholeAnswer() {
    assertThat(
            WholeEncoder.completion(IDENTITY, "bab hut ", "", FinishReason.LENGTH, new Usage(3, 2))
                .toString(UTF_8))
        .isEqualTo(
            "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1700000000,"
                + "\"model\":\"big \\\"one\\\"\",\"system_fingerprint\":\"nearfar-modelled\","
                + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"bab hut \","
                + "\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"length\"}],"
                + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}");
  }

  @Test
  void listsModels() {
    ModelList models = new ModelList(List.of("a"), 5);
    assertThat(new String(models.json(), UTF_8))
        .isEqualTo(
            "{\"object\":\"list\",\"data\":"
                + "[{\"id\":\"a\",\"object\":\"model\",\"created\":5,\"owned_by\":\"nearfar\"}]}");
    assertThat(new String(models.json("a"), UTF_8))
        .isEqualTo("{\"id\":\"a\",\"object\":\"model\",\"created\":5,\"owned_by\":\"nearfar\"}");
  }

  @Test
  void givesEveryAnswerAnIdOfItsOwn() {
    assertThat(AnswerIdentity.fresh("m", "f").id())
        .matches("chatcmpl-[0-9a-f]{32}")
        .isNotEqualTo(AnswerIdentity.fresh("m", "f").id());
  }
}
