package io.nearfar.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerTimingTest {

  @Test
  void writesMillisecondsWithThreeDecimals() {
    assertThat(new ServerTiming().add("ttft", 420_000_499).add("total", 1_000).value())
        .isEqualTo("ttft;dur=420.000, total;dur=0.001");
  }
}
