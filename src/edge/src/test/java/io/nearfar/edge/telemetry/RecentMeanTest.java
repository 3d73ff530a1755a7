package io.nearfar.edge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentMeanTest {

  @Test
  void isUnknownBeforeTheFirstValue() {
    assertThat(new RecentMean(3).mean()).isNaN();
  }

  @Test
  void isTheMeanOfWhatThereIs() {
    RecentMean mean = new RecentMean(3);
    mean.add(-4);
    assertThat(mean.mean()).isEqualTo(-4);
    mean.add(1);
    assertThat(mean.mean()).isEqualTo(-1.5);
  }

  @Test
  void forgetsTheOldest() {
    RecentMean mean = new RecentMean(3);
    for (int value : new int[] {100, 100, 1, 2, 3}) {
      mean.add(value);
    }
    assertThat(mean.mean()).isEqualTo(2);
  }
}
