package io.nearfar.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.serving.backend.GenerationCounts;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ServingLimitsTest {

  /** About two and a half minutes of tokens: whoever waits for their end has failed. */
  private static final String LONG =
      "{\"model\":\"nearfar\",\"stream\":%s,\"max_tokens\":30000,\"ignore_eos\":true,"
          + "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";

  @TestHTTPResource("/")
  URI base;

  @Inject CloudNode node;

  private final List<Http> clients = new ArrayList<>();
  private GenerationCounts counts;
  private long cancelledBefore;

  @BeforeEach
  void remember() throws InterruptedException {
    counts = node.model().counts();
    Eventually.holds("nothing is running", () -> counts.running() == 0);
    cancelledBefore = counts.cancelled();
  }

  @AfterEach
  void close() throws IOException {
    for (Http client : clients) {
      client.close();
    }
  }

  private Http client() throws IOException {
    Http client = new Http(base);
    clients.add(client);
    return client;
  }

  private Http longAnswer(boolean streamed) throws IOException {
    Http client = client();
    client.complete(LONG.formatted(streamed));
    return client;
  }

  @Test
  void cancelsAStreamWhoseClientGoesAway() throws Exception {
    Http client = longAnswer(true);
    assertThat(client.lineWith("data: ")).contains("\"role\":\"assistant\"");
    assertThat(counts.running()).isEqualTo(1);
    client.close();
    Eventually.holds("the generation is gone", () -> counts.running() == 0);
    assertThat(counts.cancelled()).isEqualTo(cancelledBefore + 1);
  }

  @Test
  void cancelsAWholeAnswerWhoseClientGoesAwayBeforeAnythingWasSent() throws Exception {
    Http client = longAnswer(false);
    Eventually.holds("it is running", () -> counts.running() == 1);
    client.close();
    Eventually.holds("the generation is gone", () -> counts.running() == 0);
    assertThat(counts.cancelled()).isEqualTo(cancelledBefore + 1);
  }

  @Test
  void refusesWhatIsTooMuchAndAsksToComeBack() throws Exception {
    for (int i = 0; i < 8; i++) {
      assertThat(longAnswer(true).lineWith("data: ")).isNotNull();
    }
    Http ninth = longAnswer(true);
    assertThat(ninth.line()).isEqualTo("HTTP/1.1 503 Service Unavailable");
    assertThat(ninth.rest())
        .contains("Retry-After: 1\n")
        .endsWith(
            "{\"error\":{\"message\":\"quick-model is running 8 generations, the most it takes.\","
                + "\"type\":\"server_error\",\"param\":null,\"code\":\"saturated\"}}\n");
  }

  @Test
  void refusesALongBodyByItsLength() throws Exception {
    Http client = client();
    client.send(
        "POST /v1/chat/completions",
        "Content-Type: application/json\r\nContent-Length: 65537\r\n",
        "x".repeat(65_537));
    assertTooLarge(client);
  }

  @Test
  void refusesALongBodyThatDoesNotSayItsLength() throws Exception {
    Http client = client();
    String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
    client.send(
        "POST /v1/chat/completions",
        "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n",
        chunk.repeat(5) + "0\r\n\r\n");
    assertTooLarge(client);
  }

  private static void assertTooLarge(Http client) throws IOException {
    assertThat(client.line()).isEqualTo("HTTP/1.1 413 Request Entity Too Large");
    assertThat(client.rest())
        .contains("content-type: application/json")
        .endsWith(
            "{\"error\":{\"message\":\"The request body is larger than 65536 bytes, the most accepted"
                + " here.\",\"type\":\"invalid_request_error\",\"param\":null,"
                + "\"code\":\"request_too_large\"}}\n");
  }
}
