package io.nearfar.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ServerTimingTest {

  @Test
  void writesMillisecondsWithThreeDecimals() {
    assertThat(new ServerTiming().add("ttft", 420_000_499).add("total", 1_000).value())
        .isEqualTo("ttft;dur=420.000, total;dur=0.001");
  }

  @Test
  void millisecondsReadAsAFormatterWouldWriteThem() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      long nanos = random.nextLong(1L << random.nextInt(1, 50));
      assertThat(ServerTiming.milliseconds(nanos))
          .isEqualTo(String.format(Locale.ROOT, "%.3f", nanos / 1e6));
    }
    assertThat(ServerTiming.milliseconds(0)).isEqualTo("0.000");
    assertThat(ServerTiming.milliseconds(499)).isEqualTo("0.000");
    assertThat(ServerTiming.milliseconds(500)).isEqualTo("0.001");
    assertThat(ServerTiming.milliseconds(-7_000)).isEqualTo("-0.007");
  }
}
