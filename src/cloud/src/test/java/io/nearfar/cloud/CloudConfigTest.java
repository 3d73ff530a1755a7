package io.nearfar.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigValidator;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidator;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CloudConfigTest {

  private static final Map<String, String> EVERY_KEY =
      Map.of(
          "nearfar.scenario", "demo",
          "nearfar.run", "Run_1.a",
          "nearfar.limits.max-running", "1",
          "nearfar.limits.max-output-tokens", "2",
          "nearfar.limits.natural-tokens", "3",
          "nearfar.limits.body-bytes", "4096");

  private static CloudConfig config(Map<String, String> properties) {
    return config(properties, ConfigValidator.EMPTY);
  }

  private static CloudConfig config(Map<String, String> properties, ConfigValidator validator) {
    return new SmallRyeConfigBuilder()
        .withMapping(CloudConfig.class)
        .withValidator(validator)
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(CloudConfig.class);
  }

  @Test
  void hasDefaults() {
    CloudConfig config = config(Map.of());
    assertThat(config.scenario()).isEqualTo("study");
    assertThat(config.run()).isEqualTo("live");
    assertThat(config.limits().maxRunning()).isEqualTo(4096);
    assertThat(config.limits().maxOutputTokens()).isEqualTo(32_768);
    assertThat(config.limits().naturalTokens()).isEqualTo(128);
    assertThat(config.limits().bodyBytes()).isEqualTo(4 * 1024 * 1024);
  }

  @Test
  void mapsEveryKey() {
    assertThat(ConfigMappings.getProperties(ConfigClass.configClass(CloudConfig.class)).keySet())
        .isEqualTo(EVERY_KEY.keySet());
    CloudConfig config = config(EVERY_KEY);
    assertThat(config.scenario()).isEqualTo("demo");
    assertThat(config.run()).isEqualTo("Run_1.a");
    assertThat(config.limits().maxRunning()).isEqualTo(1);
    assertThat(config.limits().maxOutputTokens()).isEqualTo(2);
    assertThat(config.limits().naturalTokens()).isEqualTo(3);
    assertThat(config.limits().bodyBytes()).isEqualTo(4096);
  }

  @Test
  void refusesAnUnknownKey() {
    assertThatThrownBy(() -> config(Map.of("nearfar.limits.max-runing", "1")))
        .hasMessageContaining("nearfar.limits.max-runing");
  }

  @Test
  void constrainsEveryKey() {
    try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
      BeanValidationConfigValidator validator = factory::getValidator;
      assertThatThrownBy(
              () ->
                  config(
                      Map.of(
                          "nearfar.scenario", " ",
                          "nearfar.run", "a run",
                          "nearfar.limits.max-running", "0",
                          "nearfar.limits.max-output-tokens", "0",
                          "nearfar.limits.natural-tokens", "-1",
                          "nearfar.limits.body-bytes", "99999999"),
                      validator))
          .message()
          .contains(EVERY_KEY.keySet().toArray(String[]::new));
    }
  }
}
