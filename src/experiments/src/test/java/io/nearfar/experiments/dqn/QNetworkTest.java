package io.nearfar.experiments.dqn;

import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.experiments.dqn.QNetwork.Layer;
import io.nearfar.model.task.Decision;
import java.util.List;
import org.junit.jupiter.api.Test;

class QNetworkTest {

  /** Rows are inputs, columns outputs. */
  private static final Layer HIDDEN =
      new Layer(new float[] {1, -1, 2, 0.5f, 0.5f, -1}, new float[] {0, 1, -1});

  private static final Layer OUT =
      new Layer(new float[] {1, 2, 10, 20, 3, 4}, new float[] {0.5f, -0.5f});

  @Test
  void aLinearModelIsOneLayer() {
    assertThat(
            new QNetwork(List.of(new Layer(new float[] {1, 2, 3, 4}, new float[] {5, 6})))
                .values(0.5f, 1))
        .containsExactly(0.5f + 3 + 5, 1 + 4 + 6);
  }

  @Test
  void hiddenUnitsBelowZeroAreSilent() {
    QNetwork network = new QNetwork(List.of(HIDDEN, OUT));

    // (2, 0): hidden (2, -2 + 1, 4 - 1), the second one silent.
    assertThat(network.values(2, 0)).containsExactly(2 + 9 + 0.5f, 4 + 12 - 0.5f);
    // (0, 1): hidden (0.5, 0.5 + 1, -1 - 1), the third one silent.
    assertThat(network.values(0, 1)).containsExactly(0.5f + 15 + 0.5f, 1 + 30 - 0.5f);
  }

  @Test
  void outputsHaveAnOrder() {
    assertThat(QNetwork.output(Decision.LOCAL)).isZero();
    assertThat(QNetwork.output(Decision.OFFLOAD)).isEqualTo(1);
  }
}
