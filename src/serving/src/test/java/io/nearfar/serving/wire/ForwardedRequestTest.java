package io.nearfar.serving.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForwardedRequestTest {

  private static final String HEAD =
      "{\"model\":\"theirs\",\"stream\":true,\"stream_options\":{\"include_usage\":true}";

  private static String forwarded(String body) {
    return new String(ForwardedRequest.of(body.getBytes(UTF_8), "theirs"), UTF_8);
  }

  @Test
  void passesMessagesAndSamplingAsTheyAre() {
    String passed =
        ",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"é\"}]}],"
            + "\"temperature\":0.7,\"top_p\":1,\"stop\":[\"a\",\"b\"],\"seed\":7,"
            + "\"response_format\":{\"type\":\"json_object\"},\"ignore_eos\":true,\"max_tokens\":5}";
    assertThat(forwarded("{\"model\":\"nearfar\"" + passed)).isEqualTo(HEAD + passed);
  }

  @Test
  void asksForAStreamWithUsageOfAnAnswerThatIsWantedWhole() {
    assertThat(
            forwarded("{\"stream\":false,\"messages\":[],\"stream_options\":null,\"model\":\"m\"}"))
        .isEqualTo(HEAD + ",\"messages\":[]}");
  }

  @Test
  void callsTheLimitByTheNameThatAllKnow() {
    assertThat(forwarded("{\"max_completion_tokens\":9,\"max_tokens\":9}"))
        .isEqualTo(HEAD + ",\"max_tokens\":9}");
  }

  @Test
  void leavesOutWhatWouldChangeTheShapeOfTheAnswer() {
    assertThat(
            forwarded(
                "{\"n\":1,\"tools\":[{\"messages\":1}],\"logprobs\":true,\"temperature\":null,"
                    + "\"user\":\"somebody\"}"))
        .isEqualTo(HEAD + "}");
  }
}
