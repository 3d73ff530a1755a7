package io.nearfar.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nearfar.languagemodel.Constraint;
import io.nearfar.languagemodel.Scoring;
import io.nearfar.serving.config.NodeLimits;
import io.nearfar.serving.config.UpstreamConfig;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EdgeConfigTest {

  private static final Map<String, String> EVERY_KEY =
      Map.ofEntries(
          Map.entry("nearfar.scenario", "demo"),
          Map.entry("nearfar.site", "north-1"),
          Map.entry("nearfar.run", "Run_1.a"),
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
          Map.entry("nearfar.upstream.health-interval", "29ms"),
          Map.entry("nearfar.drain.delay", "26ms"),
          Map.entry("nearfar.drain.timeout", "27ms"),
          Map.entry("nearfar.cloud.url", "http://far:1"),
          Map.entry("nearfar.cloud.probe-interval", "30ms"),
          Map.entry("nearfar.cloud.connect-deadline", "5ms"),
          Map.entry("nearfar.cloud.first-token-deadline", "6ms"),
          Map.entry("nearfar.cloud.whole-answer-deadline", "23ms"),
          Map.entry("nearfar.cloud.idle-deadline", "7ms"),
          Map.entry("nearfar.cloud.retries", "8"),
          Map.entry("nearfar.cloud.retry-delay", "9ms"),
          Map.entry("nearfar.cloud.connections", "10"),
          Map.entry("nearfar.cloud.max-waiting", "11"),
          Map.entry("nearfar.cloud.max-opening", "12"),
          Map.entry("nearfar.cloud.breaker.window", "13"),
          Map.entry("nearfar.cloud.breaker.failure-ratio", "0.14"),
          Map.entry("nearfar.cloud.breaker.given-up-share", "0.24"),
          Map.entry("nearfar.cloud.breaker.delay", "15ms"),
          Map.entry("nearfar.cloud.breaker.successes", "16"),
          Map.entry("nearfar.language-model.remote", "true"),
          Map.entry("nearfar.language-model.base-url", "http://decider:2/v1"),
          Map.entry("nearfar.language-model.name", "a-model"),
          Map.entry("nearfar.language-model.api-key", "a-key"),
          Map.entry("nearfar.language-model.scoring", "reply"),
          Map.entry("nearfar.language-model.alternatives", "24"),
          Map.entry("nearfar.language-model.constrain", "json-schema"),
          Map.entry("nearfar.language-model.deadline", "17ms"),
          Map.entry("nearfar.language-model.concurrency", "18"),
          Map.entry("nearfar.language-model.max-waiting", "19"),
          Map.entry("nearfar.records.start-deadline", "25ms"),
          Map.entry("nearfar.records.stop-deadline", "28ms"),
          Map.entry("nearfar.records.interval", "20ms"),
          Map.entry("nearfar.records.batch", "21"),
          Map.entry("nearfar.records.max-waiting", "22"),
          Map.entry("nearfar.records.journal.directory", "somewhere/else"),
          Map.entry("nearfar.records.journal.max-bytes", "4097"),
          Map.entry("nearfar.records.recall-experience", "false"),
          Map.entry("nearfar.runs.max-file-bytes", "1025"));

  private static EdgeConfig config(Map<String, String> properties, ConfigValidator validator) {
    return new SmallRyeConfigBuilder()
        .withMapping(EdgeConfig.class)
        .withConverter(Duration.class, 200, new DurationConverter())
        .withValidator(validator)
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(EdgeConfig.class);
  }

  private static EdgeConfig config(Map<String, String> properties) {
    return config(properties, ConfigValidator.EMPTY);
  }

  @Test
  void hasDefaults() {
    EdgeConfig config = config(Map.of());
    assertThat(config.scenario()).isEqualTo("study");
    assertThat(config.site()).isEqualTo("site");
    assertThat(config.run()).isEqualTo("live");
    NodeLimits limits = config.limits();
    assertThat(limits.maxRunning()).isEqualTo(4096);
    assertThat(limits.maxOutputTokens()).isEqualTo(32_768);
    assertThat(limits.naturalTokens()).isEqualTo(128);
    assertThat(limits.bodyBytes()).isEqualTo(4 * 1024 * 1024);
    UpstreamConfig upstream = config.upstream();
    assertThat(upstream.url()).isEmpty();
    assertThat(upstream.model()).isEmpty();
    assertThat(upstream.apiKey()).isEmpty();
    assertThat(upstream.connectDeadline()).isEqualTo(Duration.ofSeconds(1));
    assertThat(upstream.firstTokenDeadline()).isEqualTo(Duration.ofSeconds(10));
    assertThat(upstream.idleDeadline()).isEqualTo(Duration.ofSeconds(5));
    assertThat(upstream.healthInterval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.drain().delay()).isZero();
    assertThat(config.drain().timeout()).isEqualTo(Duration.ofSeconds(30));
    EdgeConfig.Cloud cloud = config.cloud();
    assertThat(cloud.url()).isEqualTo(URI.create("http://localhost:8081"));
    assertThat(cloud.connectDeadline()).isEqualTo(Duration.ofSeconds(1));
    assertThat(cloud.probeInterval()).isEqualTo(Duration.ofSeconds(2));
    assertThat(cloud.firstTokenDeadline()).isEqualTo(Duration.ofSeconds(10));
    assertThat(cloud.wholeAnswerDeadline()).isEqualTo(Duration.ofMinutes(2));
    assertThat(cloud.idleDeadline()).isEqualTo(Duration.ofSeconds(5));
    assertThat(cloud.retries()).isEqualTo(1);
    assertThat(cloud.retryDelay()).isEqualTo(Duration.ofMillis(20));
    assertThat(cloud.connections()).isEqualTo(1024);
    assertThat(cloud.maxWaiting()).isEqualTo(64);
    assertThat(cloud.maxOpening()).isEqualTo(2048);
    assertThat(cloud.breaker().window()).isEqualTo(10);
    assertThat(cloud.breaker().failureRatio()).isEqualTo(.5);
    assertThat(cloud.breaker().givenUpShare()).isEqualTo(.2);
    assertThat(cloud.breaker().delay()).isEqualTo(Duration.ofSeconds(2));
    assertThat(cloud.breaker().successes()).isEqualTo(2);
    EdgeConfig.LanguageModel decider = config.languageModel();
    assertThat(decider.remote()).isFalse();
    assertThat(decider.baseUrl()).isEmpty();
    assertThat(decider.name()).isEmpty();
    assertThat(decider.apiKey()).isEmpty();
    assertThat(decider.scoring()).isEqualTo(Scoring.LOG_PROBABILITIES);
    assertThat(decider.alternatives()).isEqualTo(20);
    assertThat(decider.constrain()).isEqualTo(Constraint.NONE);
    assertThat(decider.deadline()).isEqualTo(Duration.ofSeconds(2));
    assertThat(decider.concurrency()).isEqualTo(4);
    assertThat(decider.maxWaiting()).isEqualTo(16);
    EdgeConfig.Records records = config.records();
    assertThat(records.startDeadline()).isZero();
    assertThat(records.stopDeadline()).isEqualTo(Duration.ofSeconds(20));
    assertThat(records.interval()).isEqualTo(Duration.ofMillis(500));
    assertThat(records.batch()).isEqualTo(500);
    assertThat(records.maxWaiting()).isEqualTo(100_000);
    assertThat(records.journal().directory()).isEqualTo(Path.of("nearfar-journal"));
    assertThat(records.journal().maxBytes()).isEqualTo(256 * 1024 * 1024);
    assertThat(records.recallExperience()).isTrue();
    assertThat(config.runs().maxFileBytes()).isEqualTo(32 * 1024 * 1024);
  }

  @Test
  void mapsEveryKey() {
    assertThat(ConfigMappings.getProperties(ConfigClass.configClass(EdgeConfig.class)).keySet())
        .isEqualTo(EVERY_KEY.keySet());
    EdgeConfig config = config(EVERY_KEY);
    assertThat(config.scenario()).isEqualTo("demo");
    assertThat(config.site()).isEqualTo("north-1");
    assertThat(config.run()).isEqualTo("Run_1.a");
    NodeLimits limits = config.limits();
    assertThat(limits.maxRunning()).isEqualTo(1);
    assertThat(limits.maxOutputTokens()).isEqualTo(2);
    assertThat(limits.naturalTokens()).isEqualTo(3);
    assertThat(limits.bodyBytes()).isEqualTo(4096);
    UpstreamConfig upstream = config.upstream();
    assertThat(upstream.url()).contains(URI.create("http://real:3/v1"));
    assertThat(upstream.model()).contains("a-real-model");
    assertThat(upstream.apiKey()).contains("its-key");
    assertThat(upstream.connectDeadline()).isEqualTo(Duration.ofMillis(26));
    assertThat(upstream.firstTokenDeadline()).isEqualTo(Duration.ofMillis(27));
    assertThat(upstream.idleDeadline()).isEqualTo(Duration.ofMillis(28));
    assertThat(upstream.healthInterval()).isEqualTo(Duration.ofMillis(29));
    assertThat(config.drain().delay()).isEqualTo(Duration.ofMillis(26));
    assertThat(config.drain().timeout()).isEqualTo(Duration.ofMillis(27));
    EdgeConfig.Cloud cloud = config.cloud();
    assertThat(cloud.url()).isEqualTo(URI.create("http://far:1"));
    assertThat(cloud.connectDeadline()).isEqualTo(Duration.ofMillis(5));
    assertThat(cloud.probeInterval()).isEqualTo(Duration.ofMillis(30));
    assertThat(cloud.firstTokenDeadline()).isEqualTo(Duration.ofMillis(6));
    assertThat(cloud.wholeAnswerDeadline()).isEqualTo(Duration.ofMillis(23));
    assertThat(cloud.idleDeadline()).isEqualTo(Duration.ofMillis(7));
    assertThat(cloud.retries()).isEqualTo(8);
    assertThat(cloud.retryDelay()).isEqualTo(Duration.ofMillis(9));
    assertThat(cloud.connections()).isEqualTo(10);
    assertThat(cloud.maxWaiting()).isEqualTo(11);
    assertThat(cloud.maxOpening()).isEqualTo(12);
    assertThat(cloud.breaker().window()).isEqualTo(13);
    assertThat(cloud.breaker().failureRatio()).isEqualTo(.14);
    assertThat(cloud.breaker().givenUpShare()).isEqualTo(.24);
    assertThat(cloud.breaker().delay()).isEqualTo(Duration.ofMillis(15));
    assertThat(cloud.breaker().successes()).isEqualTo(16);
    EdgeConfig.LanguageModel decider = config.languageModel();
    assertThat(decider.remote()).isTrue();
    assertThat(decider.baseUrl()).contains(URI.create("http://decider:2/v1"));
    assertThat(decider.name()).contains("a-model");
    assertThat(decider.apiKey()).contains("a-key");
    assertThat(decider.scoring()).isEqualTo(Scoring.REPLY);
    assertThat(decider.alternatives()).isEqualTo(24);
    assertThat(decider.constrain()).isEqualTo(Constraint.JSON_SCHEMA);
    assertThat(decider.deadline()).isEqualTo(Duration.ofMillis(17));
    assertThat(decider.concurrency()).isEqualTo(18);
    assertThat(decider.maxWaiting()).isEqualTo(19);
    EdgeConfig.Records records = config.records();
    assertThat(records.startDeadline()).isEqualTo(Duration.ofMillis(25));
    assertThat(records.stopDeadline()).isEqualTo(Duration.ofMillis(28));
    assertThat(records.interval()).isEqualTo(Duration.ofMillis(20));
    assertThat(records.batch()).isEqualTo(21);
    assertThat(records.maxWaiting()).isEqualTo(22);
    assertThat(records.journal().directory()).isEqualTo(Path.of("somewhere/else"));
    assertThat(records.journal().maxBytes()).isEqualTo(4097);
    assertThat(records.recallExperience()).isFalse();
    assertThat(config.runs().maxFileBytes()).isEqualTo(1025);
  }

  @Test
  void refusesAnUnknownKey() {
    assertThatThrownBy(() -> config(Map.of("nearfar.cloud.uri", "http://far:1")))
        .hasMessageContaining("nearfar.cloud.uri");
  }

  @Test
  void refusesValuesOutOfRange() {
    Map<String, String> wrong =
        Map.ofEntries(
            Map.entry("nearfar.site", "North"),
            Map.entry("nearfar.run", ".."),
            Map.entry("nearfar.limits.max-running", "0"),
            Map.entry("nearfar.limits.max-output-tokens", "0"),
            Map.entry("nearfar.limits.natural-tokens", "-1"),
            Map.entry("nearfar.limits.body-bytes", "99999999"),
            Map.entry("nearfar.drain.delay", "-1s"),
            Map.entry("nearfar.drain.timeout", "-1s"),
            Map.entry("nearfar.cloud.retries", "-1"),
            Map.entry("nearfar.cloud.connections", "0"),
            Map.entry("nearfar.cloud.max-waiting", "0"),
            Map.entry("nearfar.cloud.max-opening", "0"),
            Map.entry("nearfar.cloud.breaker.window", "0"),
            Map.entry("nearfar.cloud.breaker.failure-ratio", "1.5"),
            Map.entry("nearfar.cloud.breaker.given-up-share", "1.5"),
            Map.entry("nearfar.cloud.breaker.successes", "0"),
            Map.entry("nearfar.language-model.concurrency", "0"),
            Map.entry("nearfar.language-model.max-waiting", "0"),
            Map.entry("nearfar.records.stop-deadline", "-1s"),
            Map.entry("nearfar.records.batch", "0"),
            Map.entry("nearfar.records.max-waiting", "0"),
            Map.entry("nearfar.records.journal.max-bytes", "0"),
            Map.entry("nearfar.runs.max-file-bytes", "268435457"));
    try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
      BeanValidationConfigValidator validator = factory::getValidator;
      assertThatThrownBy(() -> config(wrong, validator))
          .message()
          .satisfies(
              message ->
                  assertThat(message.replace("languageModel", "language-model"))
                      .contains(wrong.keySet()));
    }
  }
}
