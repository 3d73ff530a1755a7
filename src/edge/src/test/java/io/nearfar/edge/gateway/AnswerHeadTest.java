package io.nearfar.edge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AnswerHeadTest {

  @Test
  void secondsReadAsAFormatterWouldWriteThem() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      double seconds = random.nextDouble() * Math.pow(10, random.nextInt(-6, 6));
      assertThat(AnswerHead.seconds(seconds))
          .isEqualTo(String.format(Locale.ROOT, "%.6f", seconds));
    }
    assertThat(AnswerHead.seconds(0)).isEqualTo("0.000000");
    assertThat(AnswerHead.seconds(31.67)).isEqualTo("31.670000");
    assertThat(AnswerHead.seconds(0.0000004)).isEqualTo("0.000000");
  }
}
