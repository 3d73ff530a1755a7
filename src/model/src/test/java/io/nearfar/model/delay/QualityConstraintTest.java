package io.nearfar.model.delay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nearfar.model.Deployment;
import io.nearfar.model.inference.ModelCatalogue;
import io.nearfar.model.inference.ModelPair;
import io.nearfar.model.inference.ModelProfile;
import io.nearfar.model.inference.Quality;
import io.nearfar.model.task.ServiceType;
import org.junit.jupiter.api.Test;

class QualityConstraintTest {

  @Test
  void qualityPreferredTasksNeedMoreThanTheEdgeModelAndNoMoreThanTheCloudModel() {
    QualityConstraint constraint = QualityConstraint.between(Deployment.PAIR);
    QualityThreshold demanding = constraint.of(ServiceType.QUALITY_PREFERRED);

    assertThat(demanding).isEqualTo(new QualityThreshold(QualityScale.MMLU, (0.684 + 0.820) / 2));
    assertThat(demanding.metBy(Deployment.EDGE.quality())).isFalse();
    assertThat(demanding.metBy(Deployment.CLOUD.quality())).isTrue();
  }

  @Test
  void everyCatalogedModelIsGoodEnoughForRegularTasks() {
    QualityThreshold regular = QualityConstraint.between(Deployment.PAIR).of(ServiceType.REGULAR);

    assertThat(regular).isEqualTo(new QualityThreshold(QualityScale.ARENA_ELO, 1000));
    assertThat(ModelCatalogue.entries().values())
        .filteredOn(entry -> entry.arenaElo().isPresent())
        .hasSize(12)
        .allSatisfy(
            entry ->
                assertThat(regular.metBy(new Quality(entry.arenaElo().getAsDouble(), 0))).isTrue());
  }

  @Test
  void aThresholdIsMetAtItsVeryValue() {
    QualityThreshold threshold = new QualityThreshold(QualityScale.MMLU, 0.7);

    assertThat(threshold.metBy(new Quality(1000, 0.7))).isTrue();
    assertThat(threshold.metBy(new Quality(1000, Math.nextDown(0.7)))).isFalse();
  }

  @Test
  void refusesAPairWithoutRoomForAThreshold() {
    ModelProfile better = Deployment.model("big", 0.2, 50, 1300, 0.9);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> QualityConstraint.between(new ModelPair(better, Deployment.CLOUD)))
        .withMessageContainingAll("cloud-default", "0.82", "big", "0.9", "State quality");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QualityConstraint.between(new ModelPair(better, better)));
  }

  @Test
  void refusesAnAccuracyInPerCent() {
    assertThatThrownBy(() -> new QualityThreshold(QualityScale.MMLU, 72))
        .hasMessage("threshold on the scale mmlu is 72.0; it must be between 0.0 and 1.0");
    assertThatThrownBy(() -> new QualityThreshold(QualityScale.ARENA_ELO, -1))
        .hasMessage("threshold is -1.0; it must be a finite number >= 0");
  }
}
