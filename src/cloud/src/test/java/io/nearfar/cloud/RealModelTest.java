package io.nearfar.cloud;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cloud node whose model is behind a server. */
@QuarkusTest
@TestProfile(RealModelTest.Profile.class)
class RealModelTest {

  /** Nothing but its own server. */
  public static final class Profile implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(RealModelServer.class));
    }
  }

  private RealModelServer server;

  @BeforeEach
  void heal() {
    server.script(RealModelServer::healthy);
  }

  /** Does this with a generation, and answers looks at the models as ever. */
  private void generates(Consumer<HttpServerRequest> script) {
    server.script(
        request -> {
          if (request.path().equals("/v1/models")) {
            request.response().end("{}");
          } else {
            script.accept(request);
          }
        });
  }

  private static Response ask(boolean streamed) {
    return given()
        .contentType("application/json")
        .body(
            "{\"model\":\"nearfar\",\"stream\":"
                + streamed
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}")
        .post("/v1/chat/completions");
  }

  @Test
  void answersWhatTheServerGenerates() {
    ask(false)
        .then()
        .statusCode(200)
        .body("choices[0].message.content", equalTo("far away"))
        .body("choices[0].finish_reason", equalTo("length"))
        .body("usage.completion_tokens", equalTo(2))
        .body("system_fingerprint", equalTo("nearfar-upstream"));
    assertThat(ask(true).asString()).contains("far ", "away").endsWith("data: [DONE]\n\n");
  }

  @ParameterizedTest
  @CsvSource({"500,502,model_failed", "503,503,model_unavailable", "400,400,refused_by_model"})
  void tellsTheEdgeThatItsServerFailed(int status, int told, String code) {
    generates(request -> request.response().setStatusCode(status).end("{}"));
    for (boolean streamed : new boolean[] {true, false}) {
      ask(streamed).then().statusCode(told).body("error.code", equalTo(code));
    }
  }

  @Test
  void tellsTheEdgeThatNoTokenCameInTime() {
    generates(request -> {});
    ask(true).then().statusCode(504).body("error.code", equalTo("model_failed"));
  }

  @Test
  void breaksOffAStreamThatTheServerBreaksOff() {
    generates(
        request -> {
          RealModelServer.begin(request, "far ");
          request.response().write("data: {").onComplete(done -> request.connection().close());
        });
    assertThat(ask(true).asString()).contains("far ", "answer_broken_off").doesNotContain("[DONE]");
    ask(false).then().statusCode(502).body("error.code", equalTo("model_failed"));
  }

  @Test
  void isReadyWhileItsServerAnswers() throws InterruptedException {
    Eventually.holds("ready", () -> when().get("/q/health/ready").statusCode() == 200);
    server.script(request -> request.response().setStatusCode(500).end());
    Eventually.holds("not ready", () -> when().get("/q/health/ready").statusCode() == 503);
    when()
        .get("/q/health/ready")
        .then()
        .body("checks.find { it.name == 'model' }.data.upstream", equalTo("HTTP status 500"));
    server.script(RealModelServer::healthy);
    Eventually.holds("ready again", () -> when().get("/q/health/ready").statusCode() == 200);
  }
}
