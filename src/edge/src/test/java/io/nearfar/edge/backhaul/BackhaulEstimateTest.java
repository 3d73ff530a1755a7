package io.nearfar.edge.backhaul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackhaulEstimateTest {

  @Test
  void beginsWithTheScenariosNumber() {
    BackhaulEstimate estimate = new BackhaulEstimate(.1);
    assertThat(estimate.seconds()).isEqualTo(.1);
    assertThat(estimate.samples()).isZero();
    assertThat(estimate.last()).isEmpty();
  }

  @Test
  void theFirstMeasurementReplacesIt() {
    BackhaulEstimate estimate = new BackhaulEstimate(.1);
    estimate.add(.004);
    assertThat(estimate.seconds()).isEqualTo(.004);
  }

  @Test
  void isTheMedianOfWhatThereIs() {
    BackhaulEstimate estimate = new BackhaulEstimate(.1);
    estimate.add(.010);
    estimate.add(.020);
    assertThat(estimate.seconds()).isCloseTo(.015, within(1e-12));
    estimate.add(0);
    assertThat(estimate.seconds()).isEqualTo(.010);
    assertThat(estimate.samples()).isEqualTo(3);
    assertThat(estimate.last()).hasValue(0);
  }

  @Test
  void isNotMovedByOneSlowHop() {
    BackhaulEstimate estimate = new BackhaulEstimate(.1);
    for (int i = 0; i < 40; i++) {
      estimate.add(i % 5 == 4 ? 3 : .1);
      assertThat(estimate.seconds()).isEqualTo(.1);
    }
    assertThat(estimate.last()).hasValue(3);
  }

  @Test
  void followsALinkThatChangedAfterHalfAWindow() {
    BackhaulEstimate estimate = new BackhaulEstimate(.1);
    for (int i = 0; i < 15; i++) {
      estimate.add(.1);
    }
    for (int i = 0; i < 7; i++) {
      estimate.add(.3);
    }
    assertThat(estimate.seconds()).isEqualTo(.1);
    estimate.add(.3);
    assertThat(estimate.seconds()).isEqualTo(.3);
  }

  @Test
  void forgetsWhatIsLongAgo() {
    AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);
    BackhaulEstimate estimate = new BackhaulEstimate(.1, nanoTime::get);
    for (int i = 0; i < 15; i++) {
      estimate.add(3);
    }
    nanoTime.addAndGet(Duration.ofSeconds(10).toNanos());
    estimate.add(.02);
    assertThat(estimate.seconds()).isEqualTo(3);

    nanoTime.addAndGet(1);
    estimate.add(.02);
    assertThat(estimate.seconds()).isEqualTo(.02);
    assertThat(estimate.samples()).isEqualTo(17);
  }

  @Test
  void knowsHowOldItsLatestMeasurementIs() {
    AtomicLong nanoTime = new AtomicLong();
    BackhaulEstimate estimate = new BackhaulEstimate(.1, nanoTime::get);
    Duration second = Duration.ofSeconds(1);
    assertThat(estimate.olderThan(second)).isTrue();
    estimate.add(.02);
    nanoTime.addAndGet(second.toNanos());
    assertThat(estimate.olderThan(second)).isFalse();
    nanoTime.addAndGet(1);
    assertThat(estimate.olderThan(second)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesWhatIsNoDelay(double seconds) {
    BackhaulEstimate estimate = new BackhaulEstimate(.1);
    assertThatThrownBy(() -> estimate.add(seconds)).hasMessageContaining("measuredSeconds");
    assertThatThrownBy(() -> new BackhaulEstimate(seconds)).hasMessageContaining("priorSeconds");
    assertThat(estimate.seconds()).isEqualTo(.1);
    assertThat(estimate.samples()).isZero();
  }
}
