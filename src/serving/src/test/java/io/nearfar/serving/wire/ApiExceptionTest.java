package io.nearfar.serving.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ApiExceptionTest {

  @Test
  void hasTheShapeOfOpenAi() {
    ApiException error = ApiException.invalid("max_tokens", "invalid_value", "say \"less\"");
    assertThat(new String(error.body(), UTF_8))
        .isEqualTo(
            "{\"error\":{\"message\":\"say \\\"less\\\"\",\"type\":\"invalid_request_error\","
                + "\"param\":\"max_tokens\",\"code\":\"invalid_value\"}}");
  }

  @Test
  void saysNullWhereThereIsNothingToSay() {
    assertThat(new String(ApiException.internal().body(), UTF_8))
        .contains("\"type\":\"server_error\",\"param\":null,\"code\":\"internal_error\"");
  }

  @Test
  void namesTheModelsThatExist() {
    ApiException error = ApiException.modelNotFound("gpt", List.of("a", "b"));
    assertThat(error.status()).isEqualTo(404);
    assertThat(error.code()).isEqualTo("model_not_found");
    assertThat(error).hasMessage("The model 'gpt' does not exist. Models served here: a, b.");
  }

  @Test
  void asksASaturatedClientToComeBack() {
    ApiException error = ApiException.saturated("busy.", 3);
    assertThat(error.status()).isEqualTo(503);
    assertThat(error.retryAfterSeconds()).hasValue(3);
    assertThat(ApiException.internal().retryAfterSeconds()).isEmpty();
  }
}
