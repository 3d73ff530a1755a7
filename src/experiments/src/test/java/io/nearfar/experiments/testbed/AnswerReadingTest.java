package io.nearfar.experiments.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerReadingTest {

  private static final long SENT = 1_000_000_000L;

  private final AnswerReading reading = new AnswerReading(SENT);

  @Test
  void timesFirstAndLastTokenByTheirBytes() {
    arrive(0.05, "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n");
    assertThat(reading.ttftSeconds()).isEmpty();
    arrive(0.25, token());
    arrive(0.50, token() + token());
    arrive(
        0.75,
        """
        data: {"choices":[{"delta":{},"finish_reason":"length"}]}

        data: {"choices":[],"usage":{"completion_tokens":3}}

        data: [DONE]

        """);

    assertThat(reading.ttftSeconds()).hasValue(0.25);
    assertThat(reading.lastTokenSeconds()).hasValue(0.5);
    assertThat(reading.tokens()).isEqualTo(3);
    assertThat(reading.fault()).isEmpty();
  }

  @Test
  void missesTheEndMarker() {
    arrive(0.25, token());

    assertThat(reading.fault()).hasValue("the stream ended without [DONE] after 1 tokens");
  }

  @Test
  void takesTheFirstErrorEvent() {
    arrive(0.25, token());
    arrive(
        0.5, "data: {\"error\":{\"message\":\"the cloud is gone\",\"type\":\"server_error\"}}\n\n");
    arrive(0.6, "data: {\"error\":{\"message\":\"another\"}}\n\n");

    assertThat(reading.fault()).hasValue("the cloud is gone");
    assertThat(reading.tokens()).isEqualTo(1);
  }

  @Test
  void saysWhatIsNoJson() {
    arrive(0.25, "data: {oops\n\n");

    assertThat(reading.fault()).hasValue("an event of the stream is no JSON: {oops");
  }

  private static String token() {
    return "data: {\"choices\":[{\"delta\":{\"content\":\"tok \"}}]}\n\n";
  }

  private void arrive(double seconds, String text) {
    reading.arrived(
        List.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))),
        SENT + Math.round(seconds * 1e9));
  }
}
