package io.nearfar.serving.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.model.inference.ModelProfile;
import io.nearfar.model.scenario.ScenarioReader;
import org.junit.jupiter.api.Test;

class ProfileHeaderTest {

  private static String of(String tokensPerSecond) {
    ModelProfile profile =
        ScenarioReader.read(
                """
                name: test
                models:
                  cloud: {model: far, arenaElo: 1300, mmlu: 0.8, tokensPerSecond: %s,
                    prefill: {law: constant, ttftSeconds: 0.05}}
                """
                    .formatted(tokensPerSecond),
                "test.yaml")
            .pair()
            .cloud();
    return ProfileHeader.of(profile);
  }

  @Test
  void isTheSameForTheSameFigures() {
    assertThat(of("100")).matches("[0-9a-f]{8}").isEqualTo(of("1.0e+2"));
  }

  @Test
  void isAnotherForOtherFiguresOfTheSameName() {
    assertThat(of("100")).isNotEqualTo(of("101"));
  }
}
