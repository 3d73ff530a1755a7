package io.nearfar.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigValidator;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidator;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CloudConfigTest {

  private static final Map<String, String> EVERY_KEY =
      Map.ofEntries(
          Map.entry("nearfar.scenario", "demo"),
          Map.entry("nearfar.run", "Run_1.a"),
          Map.entry("nearfar.drain.delay", "7s"),
          Map.entry("nearfar.drain.timeout", "8s"),
          Map.entry("nearfar.limits.max-running", "1"),
          Map.entry("nearfar.limits.max-output-tokens", "2"),
          Map.entry("nearfar.limits.natural-tokens", "3"),
          Map.entry("nearfar.limits.body-bytes", "4096"),
          Map.entry("nearfar.upstream.url", "http://real:3/v1"),
          Map.entry("nearfar.upstream.model", "a-real-model"),
          Map.entry("nearfar.upstream.api-key", "its-key"),
          Map.entry("nearfar.upstream.connect-deadline", "26ms"),
          Map.entry("nearfar.upstream.first-token-deadline", "27ms"),
          Map.entry("nearfar.upstream.idle-deadline", "28ms"),
          Map.entry("nearfar.upstream.health-interval", "29ms"));

  private static final Map<String, String> WRONG =
      Map.ofEntries(
          Map.entry("nearfar.scenario", " "),
          Map.entry("nearfar.run", ".."),
          Map.entry("nearfar.drain.delay", "-1s"),
          Map.entry("nearfar.drain.timeout", "-1s"),
          Map.entry("nearfar.limits.max-running", "0"),
          Map.entry("nearfar.limits.max-output-tokens", "0"),
          Map.entry("nearfar.limits.natural-tokens", "-1"),
          Map.entry("nearfar.limits.body-bytes", "99999999"),
          Map.entry("nearfar.upstream.connect-deadline", "0ms"),
          Map.entry("nearfar.upstream.first-token-deadline", "0ms"),
          Map.entry("nearfar.upstream.idle-deadline", "0ms"),
          Map.entry("nearfar.upstream.health-interval", "0ms"));

  private static CloudConfig config(Map<String, String> properties) {
    return config(properties, ConfigValidator.EMPTY);
  }

  private static CloudConfig config(Map<String, String> properties, ConfigValidator validator) {
    return new SmallRyeConfigBuilder()
        .withMapping(CloudConfig.class)
        .withConverter(Duration.class, 200, new DurationConverter())
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
    assertThat(config.upstream().url()).isEmpty();
    assertThat(config.upstream().model()).isEmpty();
    assertThat(config.upstream().apiKey()).isEmpty();
    assertThat(config.upstream().connectDeadline()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.upstream().firstTokenDeadline()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.upstream().idleDeadline()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.upstream().healthInterval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.drain().delay()).isZero();
    assertThat(config.drain().timeout()).isEqualTo(Duration.ofSeconds(30));
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
    assertThat(config.upstream().url()).contains(URI.create("http://real:3/v1"));
    assertThat(config.upstream().model()).contains("a-real-model");
    assertThat(config.upstream().apiKey()).contains("its-key");
    assertThat(config.upstream().connectDeadline()).isEqualTo(Duration.ofMillis(26));
    assertThat(config.upstream().firstTokenDeadline()).isEqualTo(Duration.ofMillis(27));
    assertThat(config.upstream().idleDeadline()).isEqualTo(Duration.ofMillis(28));
    assertThat(config.upstream().healthInterval()).isEqualTo(Duration.ofMillis(29));
    assertThat(config.drain().delay()).isEqualTo(Duration.ofSeconds(7));
    assertThat(config.drain().timeout()).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void refusesAnUnknownKey() {
    assertThatThrownBy(() -> config(Map.of("nearfar.limits.max-runing", "1")))
        .hasMessageContaining("nearfar.limits.max-runing");
  }

  @Test
  void refusesWhatIsOutOfRange() {
    try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
      BeanValidationConfigValidator validator = factory::getValidator;
      assertThatThrownBy(() -> config(WRONG, validator))
          .message()
          .satisfies(
              message ->
                  assertThat(
                          message
                              .replace("connectDeadline", "connect-deadline")
                              .replace("firstTokenDeadline", "first-token-deadline")
                              .replace("idleDeadline", "idle-deadline")
                              .replace("healthInterval", "health-interval"))
                      .contains(WRONG.keySet().toArray(String[]::new)));
    }
  }
}
