package io.nearfar.cloud;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MetricsTest {

  private static final String LABELS =
      "{gen_ai_response_model=\"quick-model\",run=\"live\",source=\"%s\",tier=\"cloud\"}";

  private static String metrics() {
    return given().get("/q/metrics").then().statusCode(200).extract().asString();
  }

  private static double value(String series) {
    return Arrays.stream(metrics().split("\n"))
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no series " + series));
  }

  private static double value(String name, String source) {
    return value(name + LABELS.formatted(source));
  }

  @Test
  void setsWhatWasMeasuredBesideWhatTheModelPromises() throws InterruptedException {
    String ttft = "gen_ai_server_time_to_first_token_seconds";
    String tpot = "gen_ai_server_time_per_output_token_seconds";
    String duration = "gen_ai_server_request_duration_seconds";
    double count = value(ttft + "_count", "measured");
    double measured = value(duration + "_sum", "measured");
    double analyticTtft = value(ttft + "_sum", "analytic");
    double analyticTpot = value(tpot + "_sum", "analytic");
    double analyticDuration = value(duration + "_sum", "analytic");
    given()
        .contentType(ContentType.JSON)
        .body(
            "{\"model\":\"nearfar\",\"max_tokens\":11,\"ignore_eos\":true,"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}")
        .post("/v1/chat/completions")
        .then()
        .statusCode(200);
    Eventually.holds("it is counted once", () -> value(ttft + "_count", "measured") == count + 1);
    assertThat(value(duration + "_sum", "measured") - measured).isGreaterThan(.069);
    assertThat(value(ttft + "_sum", "analytic") - analyticTtft).isCloseTo(.02, within(1e-6));
    assertThat(value(tpot + "_sum", "analytic") - analyticTpot).isCloseTo(.005, within(1e-6));
    assertThat(value(duration + "_sum", "analytic") - analyticDuration)
        .isCloseTo(.07, within(1e-6));
  }

  @Test
  void tellsHowTheBackendFares() {
    assertThat(metrics())
        .contains(
            "nearfar_generations_active{gen_ai_response_model=\"quick-model\",run=\"live\",tier=\"cloud\"}")
        .contains(
            "nearfar_generations_total{gen_ai_response_model=\"quick-model\",outcome=\"cancelled\"")
        .contains(
            "nearfar_generations_total{gen_ai_response_model=\"quick-model\",outcome=\"rejected\"")
        .contains("nearfar_token_lateness_seconds_bucket{gen_ai_response_model=\"quick-model\"");
  }

  @Test
  void hasTheBucketsOfOpenTelemetry() {
    assertThat(metrics())
        .contains(
            "gen_ai_server_time_to_first_token_seconds_bucket{gen_ai_response_model=\"quick-model\",run=\"live\",source=\"analytic\",tier=\"cloud\",le=\"0.06\"}")
        .contains(
            "gen_ai_server_time_per_output_token_seconds_bucket{gen_ai_response_model=\"quick-model\",run=\"live\",source=\"measured\",tier=\"cloud\",le=\"0.075\"}")
        .contains(
            "gen_ai_server_request_duration_seconds_bucket{gen_ai_response_model=\"quick-model\",run=\"live\",source=\"measured\",tier=\"cloud\",le=\"81.92\"}");
  }
}
