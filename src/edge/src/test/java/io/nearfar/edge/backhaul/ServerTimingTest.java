package io.nearfar.edge.backhaul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerTimingTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ttft;dur=12.5",
        "ttft;dur=12.500",
        "ttft ; dur = 12.5",
        "ttft;dur=\"12.5\"",
        "decision;dur=1, ttft;dur=12.5, total;dur=99",
        "other-ttft;dur=1, ttft;dur=12.5",
        "cache;desc=\"hit\", ttft;dur=12.5;desc=\"first token\""
      })
  void readsMillisecondsAsSeconds(String header) {
    assertThat(ServerTiming.seconds(header, "ttft")).isCloseTo(.0125, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ttft", "ttft;dur=", "ttft;dur=x", "ttft;dur=1.2.3", "total;dur=3"})
  void saysThatThereIsNone(String header) {
    assertThat(ServerTiming.seconds(header, "ttft")).isNaN();
  }

  @Test
  void saysThatThereIsNoneWithoutAHeader() {
    assertThat(ServerTiming.seconds(null, "ttft")).isNaN();
  }
}
