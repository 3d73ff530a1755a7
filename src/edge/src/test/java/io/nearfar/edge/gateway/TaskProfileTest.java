package io.nearfar.edge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nearfar.model.task.Decision;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Task;
import io.nearfar.serving.wire.ApiException;
import io.nearfar.serving.wire.ChatCompletionRequest;
import io.nearfar.serving.wire.RequestLimits;
import io.vertx.core.MultiMap;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskProfileTest {

  private static final int USERS = 20;
  private static final int NATURAL_TOKENS = 128;
  private static final int MAX_TOKENS = 1000;

  private static final TaskProfile.Terms TERMS =
      new TaskProfile.Terms("tuesday", USERS, NATURAL_TOKENS, MAX_TOKENS);

  private static ChatCompletionRequest request(String fields) {
    String json =
        "{\"model\":\"nearfar\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]"
            + fields
            + "}";
    return ChatCompletionRequest.read(json.getBytes(UTF_8), new RequestLimits(MAX_TOKENS));
  }

  private static TaskProfile profile(String fields, String... headers) {
    MultiMap map = MultiMap.caseInsensitiveMultiMap();
    for (int i = 0; i < headers.length; i += 2) {
      map.add(headers[i], headers[i + 1]);
    }
    return TaskProfile.of(request(fields), map, Optional.empty(), TERMS);
  }

  private static ApiException refused(String header, String value) {
    return catchThrowableOfType(ApiException.class, () -> profile("", header, value));
  }

  @Test
  void servesAClientThatSaysNothing() {
    TaskProfile profile = profile("");
    assertThat(profile.run()).isEqualTo("tuesday");
    assertThat(profile.id()).matches("[0-9a-f]{16}").isNotEqualTo(profile("").id());
    assertThat(profile.task())
        .isEqualTo(new Task(OptionalInt.empty(), ServiceType.REGULAR, 2, NATURAL_TOKENS));
    assertThat(profile.pin()).isEmpty();
    assertThat(profile.warmUp()).isFalse();
  }

  @Test
  void takesWhatTheHeadersSay() {
    TaskProfile profile =
        profile(
            ",\"max_tokens\":20",
            "nearfar-user",
            "7",
            "nearfar-service-type",
            "quality-preferred",
            "nearfar-output-tokens",
            "300",
            "nearfar-run",
            "Run_1.a-b",
            "nearfar-task",
            "t-1",
            "nearfar-warm-up",
            "true");
    assertThat(profile.warmUp()).isTrue();
    assertThat(profile.run()).isEqualTo("Run_1.a-b");
    assertThat(profile.id()).isEqualTo("t-1");
    assertThat(profile.task()).isEqualTo(new Task(7, ServiceType.QUALITY_PREFERRED, 2, 300));
  }

  @Test
  void keepsThePin() {
    assertThat(
            TaskProfile.of(
                    request(""),
                    MultiMap.caseInsensitiveMultiMap(),
                    Optional.of(Decision.LOCAL),
                    TERMS)
                .pin())
        .contains(Decision.LOCAL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ",\"max_tokens\":20 | 20",
        ",\"max_completion_tokens\":20 | 20",
        ",\"max_tokens\":500 | 128",
        ",\"max_tokens\":500,\"ignore_eos\":true | 500",
        ",\"max_tokens\":20,\"ignore_eos\":true | 20"
      })
  void expectsTheLengthThatTheBodyAllows(String fields, int expected) {
    assertThat(profile(fields).task().outputTokens()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "x", "", "1.5", "20", "2147483648", " 1", "0x1"})
  void refusesAUserThatTheScenarioDoesNotHave(String value) {
    ApiException error = refused("Nearfar-User", value);
    assertThat(error.status()).isEqualTo(400);
    assertThat(error.param()).isEqualTo("Nearfar-User");
    assertThat(error.code()).isEqualTo("invalid_header");
    assertThat(error)
        .hasMessage(
            "Header Nearfar-User: is \"" + value + "\"; it must be a whole number from 0 to 19.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "1001", "many"})
  void refusesALengthOutOfRange(String value) {
    assertThat(refused("Nearfar-Output-Tokens", value))
        .hasMessage(
            "Header Nearfar-Output-Tokens: is \""
                + value
                + "\"; it must be a whole number from 1 to 1000.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fast", "Regular", "", "regular,"})
  void refusesAnUnknownServiceType(String value) {
    ApiException error = refused("Nearfar-Service-Type", value);
    assertThat(error.status()).isEqualTo(400);
    assertThat(error)
        .hasMessage(
            "Header Nearfar-Service-Type: service type is \""
                + value
                + "\"; it must be one of regular, quality-preferred.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yes", "TRUE", "1"})
  void refusesAWarmUpThatIsNeitherTrueNorFalse(String value) {
    assertThat(refused("Nearfar-Warm-Up", value))
        .hasMessage("Header Nearfar-Warm-Up: is \"" + value + "\"; it must be true or false.");
    assertThat(profile("", "Nearfar-Warm-Up", "false").warmUp()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "Nearfar-Run, ', the first a letter or a digit.'",
    "Nearfar-Task, .",
  })
  void refusesALabelThatIsNone(String header, String end) {
    for (String value : new String[] {"", "a b", "ü", "a/b", "a\"b", "x".repeat(65)}) {
      ApiException error = refused(header, value);
      assertThat(error.status()).isEqualTo(400);
      assertThat(error.param()).isEqualTo(header);
      assertThat(error)
          .hasMessage(
              "Header "
                  + header
                  + ": is \""
                  + value
                  + "\"; it must be 1 to 64 letters, digits, dots, hyphens or underscores"
                  + end);
    }
    assertThat(profile("", header, "x".repeat(64))).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({".", "..", "-x", "_x"})
  void aRunBeginsWithALetterOrADigitSinceItIsPartOfPaths(String value) {
    assertThat(refused("Nearfar-Run", value).param()).isEqualTo("Nearfar-Run");
    assertThat(profile("", "Nearfar-Task", value).id()).isEqualTo(value);
  }
}
