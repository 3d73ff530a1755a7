package io.nearfar.model.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.nearfar.model.Deployment;
import io.nearfar.model.task.Tier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelProfileTest {

  @Test
  void prefillIsConstantOrGrowsWithThePrompt() {
    assertThat(new PrefillLaw.Constant(0.23).seconds(5000)).isEqualTo(0.23);
    assertThat(new PrefillLaw.PerToken(0.1, 0.0002).seconds(0)).isEqualTo(0.1);
    assertThat(new PrefillLaw.PerToken(0.1, 0.0002).seconds(500)).isCloseTo(0.2, within(1e-12));
  }

  @Test
  void aPairHasOneModelOnEachTier() {
    assertThat(Deployment.PAIR.on(Tier.EDGE)).isSameAs(Deployment.EDGE);
    assertThat(Deployment.PAIR.on(Tier.CLOUD)).isSameAs(Deployment.CLOUD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\r", "a\u2028b", "\u0000"})
  void refusesANameThatCouldForgeALine(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Deployment.model(name, 0.2, 75, 1000, 0.5))
        .withMessageContainingAll("model name is", "one line");
  }

  @Test
  void refusesFiguresOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Deployment.model("m", 0.2, -75, 1000, 0.5))
        .withMessageStartingWith("model m: tpotSeconds is -0.01333");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Quality(1000, 68.4))
        .withMessage("mmlu is 68.4; it must be between 0.0 and 1.0");
    assertThatIllegalArgumentException().isThrownBy(() -> new Quality(0, 0.5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModelPair(Deployment.EDGE, null))
        .withMessage("cloud is missing");
  }
}
