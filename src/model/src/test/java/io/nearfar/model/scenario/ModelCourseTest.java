package io.nearfar.model.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.model.radio.UserRates;
import org.junit.jupiter.api.Test;

class ModelCourseTest {

  private static final String CELL =
      """
      name: a
      users: 3
      radio:
        rate: cell
        averaging: {slots: 20}
        scheduler: {discipline: proportional-fair, timeConstantSlots: 5}
        updateSeconds: 10
      """;

  @Test
  void constantRatesHaveOneModel() {
    Scenario scenario = read("name: a\nradio: {rate: fixed, bitPerSecond: 1000000}");
    ModelCourse course = ModelCourse.of(scenario);

    assertThat(course.at(0).rates()).isEqualTo(new UserRates.Uniform(1e6));
    assertThat(course.at(1e6)).isSameAs(course.at(0));
    assertThat(scenario.cell()).isEmpty();
    assertThat(read("name: a").analyticModel().rates()).isEqualTo(UserRates.UNLIMITED);
    assertThat(
            read("name: a\nusers: 2\nradio: {rate: per-user, bitPerSecond: [1000, 2000]}")
                .analyticModel()
                .rates()
                .bitPerSecond(1))
        .isEqualTo(2000);
  }

  @Test
  void aCellHasAModelPerEpochThatDiffersInTheRatesAlone() {
    Scenario scenario = read(CELL);
    ModelCourse course = ModelCourse.of(scenario);

    assertThat(course.at(0).rates()).isEqualTo(scenario.cell().orElseThrow().snapshot(0).rates());
    assertThat(course.at(9.99)).isEqualTo(course.at(0));
    assertThat(course.at(10).rates()).isEqualTo(scenario.cell().orElseThrow().snapshot(1).rates());
    assertThat(course.at(10)).isEqualTo(scenario.analyticModel(course.at(10).rates()));
    assertThat(course.at(0)).isEqualTo(scenario.analyticModel());
  }

  @Test
  void anEpochIsComputedOnce() {
    ModelCourse course = ModelCourse.of(read(CELL));

    assertThat(course.at(12)).isSameAs(course.at(18));
  }

  @Test
  void everyUserOfTheScenarioIsAUserOfTheCell() {
    UserRates rates = read(CELL).analyticModel().rates();

    assertThat(((UserRates.PerUser) rates).bitPerSecond()).hasSize(3);
  }

  private static Scenario read(String yaml) {
    return ScenarioReader.read(yaml, "test.yaml");
  }
}
