package io.nearfar.model.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nearfar.model.delay.Reward;
import io.nearfar.model.policy.PolicyKind;
import io.nearfar.model.task.SizeClass;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioChangeTest {

  private static final Scenario STUDY = ScenarioReader.shipped("study");

  @Test
  void changesAKeyAndNothingElse() {
    Scenario varied = ScenarioReader.varied(STUDY, Map.of("reward.penaltySeconds", 10));

    assertThat(varied.reward()).isEqualTo(new Reward(40, 10));
    assertThat(ScenarioReader.varied(varied, Map.of("reward", STUDY.reward()))).isEqualTo(STUDY);
    assertThat(ScenarioReader.varied(STUDY, Map.of())).isEqualTo(STUDY);
  }

  @Test
  void takesWordsListsBlocksAndTheScenariosOwnTypes() {
    Scenario varied =
        ScenarioReader.varied(
            STUDY,
            Map.of(
                "policy.name",
                "oracle",
                "sizeClasses",
                List.of(new SizeClass("only", 10, 20)),
                "models.cloud",
                Map.of(
                    "model",
                    "Gemini-1.5-Pro",
                    "prefill",
                    Map.of("law", "constant", "ttftSeconds", 1)),
                "arrivals",
                new Arrivals.Poisson(2, 60)));

    assertThat(varied.policy().name()).isEqualTo(PolicyKind.ORACLE);
    assertThat(varied.sizeClasses().list()).containsExactly(new SizeClass("only", 10, 20));
    assertThat(varied.pair().cloud().name()).isEqualTo("Gemini-1.5-Pro");
    assertThat(varied.arrivals()).isEqualTo(new Arrivals.Poisson(2, 60));
  }

  @Test
  void derivesTheRequiredQualityFromAnotherPairOfModels() {
    Map<String, ?> other = Map.of("models.cloud.mmlu", 0.9);
    Scenario stated = ScenarioReader.varied(STUDY, Map.of("quality", STUDY.quality()));
    Scenario own = ScenarioReader.varied(STUDY, Map.of("quality.qualityPreferred.threshold", 0.7));

    assertThat(ScenarioReader.varied(STUDY, other).quality().qualityPreferred().threshold())
        .isEqualTo((STUDY.pair().edge().quality().mmlu() + 0.9) / 2);
    assertThat(ScenarioReader.varied(own, other).quality().qualityPreferred().threshold())
        .isEqualTo(0.7);
    assertThat(stated).isEqualTo(STUDY);
  }

  @Test
  void takesAKeyAway() {
    Map<String, Object> changes = new LinkedHashMap<>();
    changes.put("backhaulSeconds", null);

    assertThat(ScenarioReader.read("name: a\nbackhaulSeconds: 3", "a", changes).backhaulSeconds())
        .isEqualTo(0.1);
  }

  @Test
  void givesAChangedModelOfATextItsOwnFigures() {
    Scenario read =
        ScenarioReader.read("name: bare", "bare", Map.of("models.cloud.model", "Gemini-1.5-Pro"));

    assertThat(read.pair().cloud().quality().mmlu()).isEqualTo(0.859);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "speed                | 3    | scenario study with speed: unknown key speed; known here are",
        "policy.speed         | 3    | unknown key policy.speed; known here are",
        "policy.name          | dqm  | policy.name is \"dqm\"; it must be one of icl",
        "users                | 2.5  | users is \"2.5\"; it must be a whole number",
        "users                | 0    | users is 0; it must be at least 1",
        "users.count          | 3    | key users.count leads through users, which is 20; only a block",
        "sizeClasses.from     | 3    | which is [{\"name\":\"small\"",
        "policy..name         | icl  | key \"policy..name\" has an empty part",
        "arrivals.process     | late | arrivals.process is \"late\"; it must be one of",
        "reward.targetSeconds | ''   | reward.targetSeconds is missing",
      })
  void refusesWhatTheReaderWouldRefuse(String key, String text, String reason) {
    Map<String, Object> changes = new LinkedHashMap<>();
    changes.put(key, ScenarioReader.value(key, text));

    assertThatExceptionOfType(ScenarioException.class)
        .isThrownBy(() -> ScenarioReader.varied(STUDY, changes))
        .withMessageContaining(reason);
    assertThatExceptionOfType(ScenarioException.class)
        .isThrownBy(() -> ScenarioReader.read(ScenarioReader.write(STUDY), "study", changes))
        .withMessageContaining(reason);
  }

  @Test
  void readsValuesAsAScenarioWould() {
    assertThat(ScenarioReader.value("k", "Llama3-8B")).isEqualTo("Llama3-8B");
    assertThat(ScenarioReader.value("k", "3")).isEqualTo(3);
    assertThat(ScenarioReader.value("k", "0.5")).isEqualTo(0.5);
    assertThat(ScenarioReader.value("k", "{a: [1, x]}")).isEqualTo(Map.of("a", List.of(1, "x")));
    assertThat(ScenarioReader.value("k", "")).isNull();
    assertThatExceptionOfType(ScenarioException.class)
        .isThrownBy(() -> ScenarioReader.value("policy", "{name: "))
        .withMessageContaining("policy is \"{name: \", which is no YAML");
  }
}
