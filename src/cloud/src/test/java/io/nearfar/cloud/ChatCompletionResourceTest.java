package io.nearfar.cloud;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.nearfar.serving.wire.ProfileHeader;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ChatCompletionResourceTest {

  private static final String HELLO =
      "\"model\":\"quick-model\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]";

  @Inject CloudNode node;

  @TestHTTPResource("/")
  URI base;

  private static Response post(String body) {
    return given().contentType(ContentType.JSON).body(body).post("/v1/chat/completions");
  }

  @Test
  void streamsEveryTokenAsAnEventOfItsOwn() {
    Response response =
        post(
            "{"
                + HELLO
                + ",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                + "\"max_tokens\":20,\"ignore_eos\":true}");
    response
        .then()
        .statusCode(200)
        .header("Content-Type", "text/event-stream;charset=UTF-8")
        .header("Cache-Control", "no-cache")
        .header("Server-Timing", matchesPattern("ttft;dur=\\d+\\.\\d{3}"));
    List<String> events = List.of(response.asString().split("\n\n"));
    assertThat(events).hasSize(20 + 3);
    assertThat(events.get(0)).contains("\"delta\":{\"role\":\"assistant\",\"content\":\"");
    assertThat(events.subList(1, 20))
        .allMatch(e -> e.matches("data: \\{.*\"delta\":\\{\"content\":\"[a-z]{3} \"}.*"));
    assertThat(events.get(20)).contains("\"finish_reason\":\"length\"");
    assertThat(events.get(21))
        .contains(
            "\"choices\":[],\"usage\":{\"prompt_tokens\":2,\"completion_tokens\":20,\"total_tokens\":22}");
    assertThat(events.get(22)).isEqualTo("data: [DONE]");
  }

  @Test
  void answersWholeWithItsUsage() {
    post("{" + HELLO + "}")
        .then()
        .statusCode(200)
        .header("Content-Type", "application/json")
        .header("Server-Timing", matchesPattern("ttft;dur=\\d+\\.\\d{3}, total;dur=\\d+\\.\\d{3}"))
        .body("id", startsWith("chatcmpl-"))
        .body("object", is("chat.completion"))
        .body("model", is("quick-model"))
        .body("system_fingerprint", is("nearfar-modelled"))
        .body("choices[0].message.content", matchesPattern("([a-z]{3} ){6}"))
        .body("choices[0].finish_reason", is("stop"))
        .body("usage.completion_tokens", is(6));
  }

  @Test
  void answersAClientThatOffersHttp2InHttp1() throws Exception {
    HttpClient modern = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    HttpResponse<String> response =
        modern.send(
            HttpRequest.newBuilder(base.resolve("/v1/chat/completions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{" + HELLO + "}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
  }

  @Test
  void takesTheNamesThatMeanIt() {
    for (String name : List.of("nearfar", "nearfar-offload")) {
      post("{" + HELLO.replace("quick-model", name) + ",\"max_tokens\":1}")
          .then()
          .statusCode(200)
          .body("model", is("quick-model"));
    }
  }

  @Test
  void readsABodyThatComesInManyPieces() {
    String content = "x".repeat(60_000);
    post("{" + HELLO.replace("hello", content) + ",\"max_tokens\":1}")
        .then()
        .statusCode(200)
        .body("usage.prompt_tokens", is(15_000));
  }

  @Test
  void refusesAModelItDoesNotServe() {
    post("{" + HELLO.replace("quick-model", "nearfar-local") + "}")
        .then()
        .statusCode(404)
        .body("error.type", is("invalid_request_error"))
        .body("error.param", is("model"))
        .body("error.code", is("model_not_found"));
  }

  @Test
  void refusesBadRequestsWithTheFieldAtFault() {
    post("{" + HELLO + ",\"max_tokens\":-1}")
        .then()
        .statusCode(400)
        .contentType(ContentType.JSON)
        .body("error.message", is("max_tokens is -1; it must be at least 1."))
        .body("error.param", is("max_tokens"));
    post("{\"model\"")
        .then()
        .statusCode(400)
        .body("error.code", is("invalid_json"))
        .body("error.param", nullValue());
    given()
        .contentType(ContentType.JSON)
        .post("/v1/chat/completions")
        .then()
        .statusCode(400)
        .body("error.code", is("invalid_json"));
  }

  @Test
  void refusesWhatIsNotJsonByItsType() {
    given()
        .contentType(ContentType.TEXT)
        .body("hello")
        .post("/v1/chat/completions")
        .then()
        .statusCode(415)
        .body("error.code", is("unsupported_media_type"));
  }

  @Test
  void answersEveryUnknownPathOfTheApiInItsShape() {
    for (String path : List.of("/v1", "/v1/", "/v1/completions", "/v1/chat")) {
      given()
          .get(path)
          .then()
          .statusCode(404)
          .contentType(ContentType.JSON)
          .body("error.code", is("unknown_url"));
    }
    given()
        .get("/v1/chat/completions")
        .then()
        .statusCode(405)
        .body("error.code", is("method_not_supported"));
  }

  @Test
  void answersElsewhereWithProblemDetails() {
    given()
        .get("/nothing")
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("status", is(404))
        .body("title", is("Not Found"));
  }

  @Test
  void listsItsModels() {
    given()
        .get("/v1/models")
        .then()
        .statusCode(200)
        .header("Nearfar-Profile", ProfileHeader.of(node.backend().profile()))
        .body("data.id", contains("quick-model", "nearfar", "nearfar-offload"));
    given().get("/v1/models/nearfar").then().statusCode(200).body("object", is("model"));
    given()
        .get("/v1/models/other/one")
        .then()
        .statusCode(404)
        .body("error.code", is("model_not_found"));
  }

  @Test
  void isReadyAndSaysWhatItServes() {
    given()
        .get("/q/health/ready")
        .then()
        .statusCode(200)
        .body("checks.find { it.name == 'model' }.data.model", is("quick-model"))
        .body("checks.find { it.name == 'model' }.data.maxRunning", is(8));
  }
}
