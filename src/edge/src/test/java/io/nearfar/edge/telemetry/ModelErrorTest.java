package io.nearfar.edge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nearfar.model.outcome.Timing;
import io.nearfar.model.task.Tier;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ModelErrorTest {

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final ModelError error = ModelError.of(registry, Tier.CLOUD);

  @Test
  void jitterIsSpreadAndNoErrorOfTheMeans() {
    error.record(streamed(.1, 4), streamed(.2, 5));
    error.record(streamed(.3, 6), streamed(.2, 5));

    assertThat(sum("ttft", "measured")).isCloseTo(sum("ttft", "analytic"), within(1e-12));
    assertThat(sum("delay", "measured")).isCloseTo(10, within(1e-12));
    assertThat(sum("delay", "analytic")).isCloseTo(10, within(1e-12));
    assertThat(spread("ttft")).isCloseTo(.5, within(1e-12));
    assertThat(spread("delay")).isCloseTo(.2, within(1e-12));
  }

  @Test
  void aModelThatIsOffIsSoInBoth() {
    error.record(streamed(.22, 6), streamed(.2, 5));
    error.record(streamed(.22, 6), streamed(.2, 5));

    assertThat(sum("ttft", "measured") / sum("ttft", "analytic")).isCloseTo(1.1, within(1e-12));
    assertThat(spread("ttft")).isCloseTo(.1, within(1e-12));
    assertThat(sum("delay", "measured") / sum("delay", "analytic")).isCloseTo(1.2, within(1e-12));
  }

  /** An answer that was not streamed has a delay alone. */
  @Test
  void setsTheSameTasksSideBySide() {
    error.record(streamed(.2, 5), streamed(.2, 5));
    error.record(whole(6), streamed(.2, 5));
    error.record(streamed(.2, 5), whole(5));

    assertThat(sum("ttft", "measured")).isEqualTo(.2);
    assertThat(sum("ttft", "analytic")).isEqualTo(.2);
    assertThat(sum("tpot", "measured")).isEqualTo(sum("tpot", "analytic")).isPositive();
    assertThat(sum("delay", "measured")).isEqualTo(16);
    assertThat(sum("delay", "analytic")).isEqualTo(15);
  }

  private static Timing streamed(double ttft, double delay) {
    return new Timing(
        OptionalDouble.of(ttft), OptionalDouble.of(.01), delay, OptionalDouble.empty());
  }

  private static Timing whole(double delay) {
    return new Timing(
        OptionalDouble.empty(), OptionalDouble.empty(), delay, OptionalDouble.empty());
  }

  private double sum(String quantity, String source) {
    return registry
        .get("nearfar.model.compared")
        .tags("tier", "cloud", "quantity", quantity, "source", source)
        .counter()
        .count();
  }

  private double spread(String quantity) {
    return registry
        .get("nearfar.model.relative.error")
        .tags("tier", "cloud", "quantity", quantity)
        .summary()
        .mean();
  }
}
