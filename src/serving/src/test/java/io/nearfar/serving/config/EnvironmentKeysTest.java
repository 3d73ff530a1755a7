package io.nearfar.serving.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigMapping;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentKeysTest {

  @ConfigMapping(prefix = "nearfar")
  interface Keys {
    String scenario();

    Limits limits();

    Map<String, String> aliases();

    interface Limits {
      int maxRunning();
    }
  }

  @Test
  void takesTheKeysOfTheMappingAndWhateverIsNotNearfars() {
    assertThatCode(
            () ->
                EnvironmentKeys.check(
                    Map.of(
                        "PATH", "/bin",
                        "NEARFAR_SCENARIO", "demo",
                        "NEARFAR_LIMITS_MAX_RUNNING", "3",
                        "NEARFAR_ALIASES_BIG", "x"),
                    Keys.class))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesAnythingElse() {
    assertThatThrownBy(
            () -> EnvironmentKeys.check(Map.of("NEARFAR_LIMITS_MAX_RUNING", "3"), Keys.class))
        .hasMessageContaining("NEARFAR_LIMITS_MAX_RUNING")
        .hasMessageContaining("nearfar.limits.max-running, nearfar.scenario");
  }

  @Test
  void leavesTheVariablesOfKubernetesServicesAlone() {
    Map<String, String> links =
        Map.of(
            "NEARFAR_CLOUD_SERVICE_HOST", "10.0.0.1",
            "NEARFAR_CLOUD_SERVICE_PORT_HTTP", "8081",
            "NEARFAR_CLOUD_PORT_8081_TCP_ADDR", "10.0.0.1",
            "NEARFAR_CLOUD_PORT", "tcp://10.0.0.1:8081");
    assertThatCode(() -> EnvironmentKeys.check(links, Keys.class)).doesNotThrowAnyException();
    assertThatThrownBy(
            () -> EnvironmentKeys.check(Map.of("NEARFAR_CLOUD_PORT", "8081"), Keys.class))
        .hasMessageContaining("NEARFAR_CLOUD_PORT");
  }
}
