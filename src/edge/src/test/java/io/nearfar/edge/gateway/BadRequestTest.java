package io.nearfar.edge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nearfar.edge.rig.Ask;
import io.nearfar.edge.rig.EdgeTest;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class BadRequestTest extends EdgeTest {

  private static JsonNode error(HttpResponse<String> response, int status) throws Exception {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("content-type").orElseThrow())
        .startsWith("application/json");
    JsonNode error = new ObjectMapper().readTree(response.body()).get("error");
    assertThat(error.fieldNames()).toIterable().containsExactly("message", "type", "param", "code");
    return error;
  }

  private HttpResponse<String> post(String body) {
    return send(
        HttpRequest.newBuilder(base.resolve("/v1/chat/completions"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void refusesAnUnknownModel() throws Exception {
    JsonNode error = error(answer(Ask.decided().model("gpt-4")), 404);
    assertThat(error.get("code").textValue()).isEqualTo("model_not_found");
    assertThat(error.get("message").textValue()).contains("gpt-4", "nearfar-local", "far-model");
  }

  @ParameterizedTest
  @CsvSource({
    "Nearfar-User,-1",
    "Nearfar-Service-Type,urgent",
    "Nearfar-Output-Tokens,0",
    "Nearfar-Run,a/b",
    "Nearfar-Task,a b"
  })
  void refusesAHeaderThatIsNotValid(String header, String value) throws Exception {
    JsonNode error =
        error(
            send(
                Ask.decided().with(header, value).request(base),
                HttpResponse.BodyHandlers.ofString()),
            400);
    assertThat(error.get("param").textValue()).isEqualTo(header);
    assertThat(error.get("message").textValue()).contains("\"" + value + "\"", "must be");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "32769", "99999999999999999999", "1.5", "\"5\""})
  void refusesALengthThatCannotBe(String tokens) throws Exception {
    JsonNode error = error(answer(Ask.decided().field("\"max_tokens\":" + tokens)), 400);
    assertThat(error.get("param").textValue()).isEqualTo("max_tokens");
  }

  @Test
  void refusesEmptyMessages() throws Exception {
    JsonNode error = error(post("{\"model\":\"nearfar\",\"messages\":[]}"), 400);
    assertThat(error.get("param").textValue()).isEqualTo("messages");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "{\"model\":\"nearfar\",}", "hello"})
  void refusesWhatIsNoRequest(String body) throws Exception {
    assertThat(error(post(body), 400).get("code").textValue()).isEqualTo("invalid_json");
  }

  @Test
  void refusesABodyThatIsTooLarge() throws Exception {
    JsonNode error = error(post("{\"x\":\"" + "x".repeat(65_536) + "\"}"), 413);
    assertThat(error.get("message").textValue()).contains("65536 bytes");
  }

  @Test
  void refusesAnotherMediaTypeAndMethod() throws Exception {
    HttpRequest text =
        HttpRequest.newBuilder(base.resolve("/v1/chat/completions"))
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString("hello"))
            .build();
    error(send(text, HttpResponse.BodyHandlers.ofString()), 415);
    error(get("/v1/chat/completions"), 405);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/", "/v1/embeddings", "/v1/chat", "/v1/chat/completions/x"})
  void saysWhatThereIsWhereThereIsNothing(String path) throws Exception {
    assertThat(error(get(path), 404).get("code").textValue()).isEqualTo("unknown_url");
  }

  @Test
  void leavesNoRecordOfWhatIsNoTask() throws Exception {
    answer(Ask.decided().model("gpt-4"));
    answer(Ask.near().tokens(1));
    assertThat(taskRecords(1).get(0).model()).isEqualTo("near-model");
  }
}
