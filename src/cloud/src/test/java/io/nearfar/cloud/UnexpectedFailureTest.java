package io.nearfar.cloud;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UnexpectedFailureTest {

  @Test
  void isAServerErrorOfTheApiThatTellsNoSecrets() {
    given()
        .get("/v1/broken")
        .then()
        .statusCode(500)
        .contentType("application/json")
        .body("error.type", is("server_error"))
        .body("error.code", is("internal_error"))
        .body(not(containsString("secret")));
  }

  @Test
  void isAProblemElsewhere() {
    given()
        .get("/broken")
        .then()
        .statusCode(500)
        .contentType("application/problem+json")
        .body("title", is("Internal Server Error"))
        .body(not(containsString("secret")));
  }
}
