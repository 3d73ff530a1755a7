package io.nearfar.experiments.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThinningTest {

  @Test
  void keepsWhatLiesApart() {
    List<Double> values =
        DoubleStream.concat(
                IntStream.range(0, 10_000).mapToDouble(i -> i / 10_000.0), DoubleStream.of(7))
            .boxed()
            .toList();

    List<Double> left = Thinning.byCell(values, x -> x, y -> y, 50);

    assertThat(left).hasSizeLessThanOrEqualTo(50).contains(0.0, 7.0);
  }

  @Test
  void keepsEverythingThatIsFewAndApart() {
    List<Double> values = List.of(1.0, 2.0, 3.0);

    assertThat(Thinning.byCell(values, x -> x, y -> y, 50)).isEqualTo(values);
  }

  @Test
  void stepsFromTheFirstToTheLast() {
    assertThat(Thinning.evenly(3, 10)).containsExactly(0, 1, 2);
    assertThat(Thinning.evenly(101, 5)).containsExactly(0, 25, 50, 75, 100);
    assertThat(Thinning.evenly(0, 5)).isEmpty();
  }
}
