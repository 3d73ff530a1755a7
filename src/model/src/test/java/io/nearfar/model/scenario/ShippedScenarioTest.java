package io.nearfar.model.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nearfar.model.Deployment;
import io.nearfar.model.delay.AnalyticModel;
import io.nearfar.model.policy.Situation;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.SizeClasses;
import io.nearfar.model.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class ShippedScenarioTest {

  @ParameterizedTest
  @FieldSource("io.nearfar.model.scenario.ScenarioReader#SHIPPED")
  void isNamedAsItsFile(String name) {
    assertThat(ScenarioReader.shipped(name).name()).isEqualTo(name);
  }

  @Test
  void theStudyIsAllDefaults() {
    assertThat(ScenarioReader.shipped("study"))
        .isEqualTo(ScenarioReader.read("name: study", "defaults"));
  }

  @Test
  void everySizeClassOfTheDemoSeparatesLocalFromOffload() {
    Scenario demo = ScenarioReader.shipped("demo");
    AnalyticModel model = demo.analyticModel();

    assertThat(demo.sizeClasses().list())
        .hasSize(6)
        .allSatisfy(
            size ->
                assertThat(seconds(model, Deployment.regular(size.below() - 1), Decision.LOCAL))
                    .isLessThan(seconds(model, Deployment.regular(size.from()), Decision.OFFLOAD)));
  }

  @ParameterizedTest
  @CsvSource({
    "Gemma-7B,  Gemini-1.5-Pro,  6.4516, 11.8465, 17.2414",
    "Llama2-7B, Llama2-70B,     11.2360, 18.1180, 25.0",
    "'',        '',             13.3333, 22.2917, 31.25"
  })
  void meanDecodingOfThePairsOfTheStudyGrowsWithTheShare(
      String edge, String cloud, double none, double half, double all) {
    Scenario scenario =
        edge.isEmpty()
            ? ScenarioReader.shipped("study")
            : ScenarioReader.read(
                "name: pair\nmodels: {edge: {model: %s}, cloud: {model: %s}}"
                    .formatted(edge, cloud),
                "pair");

    double regular = decoding(scenario, Deployment.regular(1000));
    double demanding = decoding(scenario, Deployment.qualityPreferred(1000));
    assertThat(regular).isCloseTo(none, within(5e-5));
    assertThat((regular + demanding) / 2).isCloseTo(half, within(5e-5));
    assertThat(demanding).isCloseTo(all, within(5e-5));
  }

  /** Under the optimal decision. */
  private static double decoding(Scenario scenario, Task task) {
    return Situation.of(task, SizeClasses.STUDY, scenario.analyticModel(), 0.1)
        .best()
        .orElseThrow()
        .delay()
        .decodingSeconds();
  }

  private static double seconds(AnalyticModel model, Task task, Decision decision) {
    return model.prospect(task, decision, 0).delay().totalSeconds();
  }
}
