package io.nearfar.model.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ScenarioReferenceTest {

  private final String text = ScenarioReference.markdown();

  @Test
  void isWhatIsCommitted() throws IOException {
    assertThat(Path.of("scenario-reference.md"))
        .as(
            "java -jar src/experiments/target/nearfar.jar scenario --reference > src/model/scenario-reference.md")
        .hasContent(text);
    assertThat(Files.readString(Path.of("scenario-reference.md"))).isEqualTo(text);
  }

  @Test
  void saysTypeUnitDefaultAndSourceOfAKey() {
    assertThat(text)
        .contains("| `users` | whole number |  | 20 | the study | Number of users K, >= 1 |")
        .contains("| `backhaulSeconds` | number | s | 0.1 | EdgeCloudSim's default WAN delay |")
        .contains("| `delivery` | `stored`, `streamed` |")
        .contains("| `sizeClasses` | list of blocks |");
  }

  @Test
  void hasTheKeysOfEveryKindOfBlock() {
    assertThat(text)
        .contains("## `arrivals` with `process: slots`")
        .contains("## `arrivals` with `process: poisson`")
        .contains("| `ratePerSecond` | number | 1/s | required |")
        .contains("## `models.edge.prefill`, `models.cloud.prefill` with `law: per-token`")
        .contains("## `models.edge.contention.curve[]`, `models.cloud.contention.curve[]`")
        .contains("## `sizeClasses[]`");
  }

  @Test
  void tellsDefaultsApartThatDifferFromPlaceToPlace() {
    assertThat(text).contains("`Llama3-8B` (`models.edge`); `cloud-default` (`models.cloud`)");
  }

  @Test
  void takesDefaultsFromWhatIsInForceEvenInAKindThatIsNotTheDefault() {
    assertThat(text)
        .contains("## `radio` with `rate: cell`")
        .contains("| `propagation` | `uma`, `umi` |  | `uma` |")
        .contains("| `interSiteDistanceMetres` | number | m | 500 |")
        .contains("| `heightMetres` | number | m | 25 (uma) or 10 (umi) |");
  }
}
