package io.nearfar.edge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nearfar.model.scenario.ScenarioReader;
import io.nearfar.model.task.Decision;
import io.nearfar.serving.wire.ApiException;
import org.junit.jupiter.api.Test;

class ServedModelsTest {

  private final ServedModels models = new ServedModels(ScenarioReader.shipped("study"));

  @Test
  void listsTheAliasesAndBothModels() {
    assertThat(models.list().names())
        .containsExactly(
            "nearfar", "nearfar-local", "nearfar-offload", "Llama3-8B", "cloud-default");
  }

  @Test
  void pinsByAliasAndByName() {
    assertThat(models.pin("nearfar")).isEmpty();
    assertThat(models.pin("nearfar-local")).contains(Decision.LOCAL);
    assertThat(models.pin("nearfar-offload")).contains(Decision.OFFLOAD);
    assertThat(models.pin("Llama3-8B")).contains(Decision.LOCAL);
    assertThat(models.pin("cloud-default")).contains(Decision.OFFLOAD);
  }

  @Test
  void refusesAModelThatNobodyServes() {
    ApiException error =
        catchThrowableOfType(ApiException.class, () -> models.pin("nearfar-Local"));
    assertThat(error.status()).isEqualTo(404);
    assertThat(error.code()).isEqualTo("model_not_found");
    assertThat(error).hasMessageContaining("'nearfar-Local'").hasMessageContaining("Llama3-8B");
  }

  @Test
  void takesANameThatBothTiersShareForTheNearOne() {
    String twins =
        """
        name: twins
        models:
          edge: {model: Llama3-8B}
          cloud: {model: Llama3-8B, mmlu: 0.9}
        """;
    ServedModels same = new ServedModels(ScenarioReader.read(twins, "twins.yaml"));
    assertThat(same.list().names())
        .containsExactly("nearfar", "nearfar-local", "nearfar-offload", "Llama3-8B");
    assertThat(same.pin("Llama3-8B")).contains(Decision.LOCAL);
  }
}
