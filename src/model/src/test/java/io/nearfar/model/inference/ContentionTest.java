package io.nearfar.model.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContentionTest {

  /** Llama 3.3 70B: requests, TTFT in seconds, tokens per second of one request. */
  private static final double[][] PUBLISHED = {
    {1, .05, 58.64},
    {16, .09, 50.89},
    {32, .16, 44.32},
    {64, .40, 35.74},
    {128, 1.29, 25.60},
    {256, 4.09, 15.27}
  };

  private static final Contention CURVE =
      new Contention(
          List.of(PUBLISHED).stream()
              .map(p -> new Load((int) p[0], p[1] / PUBLISHED[0][1], PUBLISHED[0][2] / p[2]))
              .toList(),
          null);

  @Test
  void goesThroughThePublishedPoints() {
    for (double[] point : PUBLISHED) {
      int running = (int) point[0];
      assertThat(.05 * CURVE.ttftFactor(running)).isCloseTo(point[1], within(1e-12));
      assertThat(58.64 / CURVE.tpotFactor(running)).isCloseTo(point[2], within(1e-12));
    }
  }

  @Test
  void isLinearBetweenThePoints() {
    // Half-way between 64 and 128 requests.
    assertThat(.05 * CURVE.ttftFactor(96)).isCloseTo((.40 + 1.29) / 2, within(1e-12));
    assertThat(CURVE.tpotFactor(96) / 58.64).isCloseTo((1 / 35.74 + 1 / 25.60) / 2, within(1e-12));
  }

  @Test
  void neverSpeedsUpUnderLoad() {
    for (int running = 1; running < 400; running++) {
      assertThat(CURVE.ttftFactor(running + 1)).isGreaterThan(CURVE.ttftFactor(running));
      assertThat(CURVE.tpotFactor(running + 1)).isGreaterThan(CURVE.tpotFactor(running));
    }
  }

  @Test
  void goesOnWithTheLastSlope() {
    double slope = (4.09 - 1.29) / 128;
    assertThat(.05 * CURVE.ttftFactor(300)).isCloseTo(4.09 + 44 * slope, within(1e-12));
  }

  @Test
  void staysAsItIsBelowTheFirstPointAndWithOnlyOne() {
    Contention late = new Contention(List.of(new Load(10, 2, 3), new Load(20, 4, 6)), null);
    Contention single = new Contention(List.of(new Load(1, 2, 3)), null);

    assertThat(late.ttftFactor(1)).isEqualTo(2);
    assertThat(late.tpotFactor(9)).isEqualTo(3);
    assertThat(single.tpotFactor(500)).isEqualTo(3);
    assertThat(Contention.NONE.tpotFactor(500)).isEqualTo(1);
    assertThat(Contention.NONE.limit()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void refusesACurveThatIsNone() {
    assertThatThrownBy(() -> new Contention(List.of(new Load(2, 1, 1), new Load(2, 1, 2)), null))
        .hasMessage("curve has running 2 after 2; the numbers must grow");
    assertThatThrownBy(() -> new Contention(List.of(new Load(1, 1, 2), new Load(2, 1, 1)), null))
        .hasMessage("curve is faster with 2 running requests than with 1; no factor may fall");
    assertThatThrownBy(() -> new Contention(null, 0))
        .hasMessage("maxRunning is 0; it must be at least 1");
    assertThatThrownBy(() -> new Load(0, 1, 1)).hasMessage("running is 0; it must be at least 1");
    assertThatThrownBy(() -> new Load(1, 0, 1)).hasMessageContaining("ttftFactor is 0.0");
  }
}
