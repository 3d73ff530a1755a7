package io.nearfar.edge.gateway;

import static io.nearfar.edge.rig.FarAnswers.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nearfar.edge.rig.Ask;
import io.nearfar.edge.rig.EdgeTest;
import io.nearfar.edge.rig.Eventually;
import io.nearfar.edge.rig.FarAnswers;
import io.nearfar.edge.rig.Http;
import io.nearfar.edge.rig.Metrics;
import io.nearfar.model.outcome.Ending;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.Tier;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class FallbackTest extends EdgeTest {

  private static final int MAX_OPENING = 4;
  private static final int MAX_RUNNING = 4;

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** Asks for a far answer and expects a near one, for the given reason, everywhere it is said. */
  private void assertAnsweredNear(String reason, boolean streamed, int requests) throws Exception {
    double before = fallbacks("cloud", reason);
    long offered = store.count(run);
    HttpResponse<String> response = answer(Ask.far().tokens(3).streamed(streamed));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "nearfar-fallback")).isEqualTo(reason);
    assertThat(header(response, "nearfar-decision")).isEqualTo("offload");
    assertThat(header(response, "nearfar-tier")).isEqualTo("edge");
    assertThat(header(response, "nearfar-model")).isEqualTo("near-model");
    assertThat(response.body()).contains("near-model").doesNotContain("far-model\"");
    if (streamed) {
      assertThat(response.body()).endsWith("data: [DONE]\n\n");
    }
    assertThat(cloud.calls()).hasSize(requests);
    assertThat(fallbacks("cloud", reason)).isEqualTo(before + 1);
    TaskRecord task = taskRecords((int) offered + 1).get((int) offered);
    assertThat(task.hopFailure()).contains(reason);
    assertThat(task.choice().decision()).isEqualTo(Decision.OFFLOAD);
    assertThat(task.tier()).isEqualTo(Tier.EDGE);
    assertThat(task.ending()).isEqualTo(Ending.COMPLETED);
    assertThat(task.task().outputTokens()).isEqualTo(3);
    assertThat(task.measured().backhaulSeconds()).isEmpty();
  }

  private double fallbacks(String from, String reason) {
    return metrics().value("nearfar_fallbacks_total", "from", from, "reason", reason);
  }

  private void assertPinnedIsRefused(String reason) throws Exception {
    Metrics before = metrics();
    HttpResponse<String> response = answer(Ask.far().model("nearfar-offload").streamed());
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(header(response, "retry-after")).isEqualTo("1");
    JsonNode error = new ObjectMapper().readTree(response.body()).get("error");
    assertThat(error.get("type").textValue()).isEqualTo("server_error");
    assertThat(error.get("message").textValue()).contains(reason);
    assertThat(metrics().value("nearfar_fallbacks_total"))
        .isEqualTo(before.value("nearfar_fallbacks_total"));
    assertThat(metrics().value("nearfar_hop_failures_total", "reason", reason))
        .isEqualTo(before.value("nearfar_hop_failures_total", "reason", reason) + 1);
    assertThat(metrics().value("nearfar_generations_total", "tier", "edge"))
        .isEqualTo(before.value("nearfar_generations_total", "tier", "edge"));
  }

  @Test
  void answersNearWhenTheCloudRefusesConnections() throws Exception {
    cloud.stop();
    try {
      assertAnsweredNear("connect", true, 0);
    } finally {
      cloud.start();
    }
  }

  @Test
  void refusesAPinnedTaskWhenTheCloudRefusesConnections() throws Exception {
    cloud.stop();
    try {
      assertPinnedIsRefused("connect");
    } finally {
      cloud.start();
    }
    TaskRecord task = taskRecord();
    assertThat(task.ending()).isEqualTo(Ending.FAILED);
    assertThat(task.tier()).isEqualTo(Tier.CLOUD);
  }

  @Test
  void answersNearWhenTheCloudClosesBeforeItsHead() throws Exception {
    cloud.script(call -> call.close());
    assertAnsweredNear("reset", true, 2);
  }

  @Test
  void answersNearWhenTheCloudClosesInsideItsHead() throws Exception {
    cloud.script(
        call -> {
          call.raw("HTTP/1.1 200 OK\r\nContent-");
          call.close();
        });
    assertAnsweredNear("reset", false, 2);
  }

  @Test
  void answersNearWhenTheCloudClosesBetweenHeadAndFirstToken() throws Exception {
    cloud.script(
        call -> {
          call.headOnly();
          call.close();
        });
    assertAnsweredNear("reset", true, 2);
  }

  @Test
  void answersNearWhenTheCloudEndsBeforeItsFirstToken() throws Exception {
    cloud.script(
        call -> {
          call.headOnly();
          call.end();
        });
    assertAnsweredNear("reset", true, 2);
  }

  @Test
  void answersNearWhenTheCloudDoesNotSpeakHttp() throws Exception {
    cloud.script(call -> call.raw("220 ready\r\n"));
    assertAnsweredNear("reset", true, 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503})
  void answersNearWhenTheCloudCannotServe(int status) throws Exception {
    cloud.script(call -> call.whole(status, "{\"error\":{}}"));
    assertAnsweredNear("status", status < 502, 2);
  }

  @Test
  void refusesAPinnedTaskWhenTheCloudCannotServe() throws Exception {
    cloud.script(call -> call.whole(503, "{\"error\":{}}"));
    assertPinnedIsRefused("status");
    assertThat(cloud.calls()).hasSize(2);
  }

  @Test
  void triesOnceMoreAndIsAnswered() throws Exception {
    cloud.script(
        call -> {
          if (cloud.calls().size() == 1) {
            call.close();
          } else {
            FarAnswers.healthy(call);
          }
        });
    HttpResponse<String> response = answer(Ask.far().streamed());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "nearfar-tier")).isEqualTo("cloud");
    assertThat(header(response, "nearfar-fallback")).isEmpty();
    assertThat(cloud.calls()).hasSize(2);
    assertThat(cloud.calls().get(1).body()).isEqualTo(cloud.calls().get(0).body());
    TaskRecord task = taskRecord();
    assertThat(task.hopFailure()).isEmpty();
    assertThat(task.ending()).isEqualTo(Ending.COMPLETED);
  }

  @Test
  void answersNearWhenTheFirstTokenDoesNotCome() throws Exception {
    CountDownLatch abandoned = new CountDownLatch(1);
    cloud.script(
        call -> {
          call.headOnly();
          if (call.abandoned()) {
            abandoned.countDown();
          }
        });
    assertAnsweredNear("first-token-deadline", true, 1);
    assertThat(abandoned.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void refusesAPinnedTaskWhenNoHeadComes() throws Exception {
    cloud.script(call -> call.abandoned());
    assertPinnedIsRefused("first-token-deadline");
    assertThat(cloud.calls()).hasSize(1);
  }

  @Test
  void waitsLongerForAWholeAnswerThanForAFirstToken() throws Exception {
    cloud.script(
        call -> {
          TimeUnit.MILLISECONDS.sleep(5500);
          FarAnswers.healthy(call);
        });
    HttpResponse<String> response = answer(Ask.far());
    assertThat(header(response, "nearfar-tier")).isEqualTo("cloud");
    assertThat(response.body()).isEqualTo(FarAnswers.WHOLE);
  }

  @Test
  void stopsAskingACloudThatFailsAndComesBackByItself() throws Exception {
    cloud.script(call -> call.whole(503, "{}"));
    Eventually.holds(
        "the breaker is open",
        () -> header(answer(Ask.far().tokens(1)), "nearfar-fallback").equals("breaker-open"));
    assertThat(metrics().value("nearfar_hop_breaker", "state", "open")).isOne();
    assertThat(get("/api/backhaul").body()).contains("\"breaker\":\"OPEN\"");
    int asked = cloud.calls().size();
    // Two failures a task until half of the last eight hops failed, and no more.
    assertThat(asked).isBetween(4, 6);
    cloud.script(FarAnswers::healthy);
    Eventually.holds(
        "offloading resumes",
        () -> header(answer(Ask.far().tokens(1)), "nearfar-tier").equals("cloud"));
    for (int i = 0; i < 3; i++) {
      assertThat(header(answer(Ask.far()), "nearfar-tier")).isEqualTo("cloud");
    }
    assertThat(metrics().value("nearfar_hop_breaker", "state", "closed")).isOne();
    assertThat(fallbacks("cloud", "breaker-open")).isPositive();
  }

  @Test
  void answersNearWhenTooManyWaitForTheCloud() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    cloud.script(
        call -> {
          assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
          FarAnswers.healthy(call);
        });
    List<Http> waiting = new ArrayList<>();
    // One more waits for its turn.
    for (int i = 0; i < MAX_OPENING + 1; i++) {
      waiting.add(dial(Ask.far().model("nearfar-offload").streamed().with("Nearfar-Task", "w")));
    }
    Eventually.holds("all hops are taken", () -> cloud.calls().size() == MAX_OPENING);
    double before = fallbacks("cloud", "busy");
    HttpResponse<String> response = null;
    for (int i = 0;
        i < 50 && (response == null || header(response, "nearfar-fallback").isEmpty());
        i++) {
      response = answer(Ask.far().tokens(1));
    }
    assertThat(header(response, "nearfar-fallback")).isEqualTo("busy");
    assertThat(fallbacks("cloud", "busy")).isEqualTo(before + 1);
    goOn.countDown();
    for (Http client : waiting) {
      assertThat(client.line()).isEqualTo("HTTP/1.1 200 OK");
      assertThat(client.rest()).contains("data: [DONE]");
    }
  }

  @Test
  void answersFarWhenTheNearModelIsSaturated() throws Exception {
    for (int i = 0; i < MAX_RUNNING; i++) {
      Http client = dial(Ask.near().streamed().tokens(30_000));
      assertThat(client.lineWith("data: ")).contains("near-model");
    }
    double before = fallbacks("edge", "local-saturated");
    HttpResponse<String> response = answer(Ask.near().streamed().with("Nearfar-Task", "late"));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "nearfar-fallback")).isEqualTo("local-saturated");
    assertThat(header(response, "nearfar-decision")).isEqualTo("local");
    assertThat(header(response, "nearfar-tier")).isEqualTo("cloud");
    assertThat(header(response, "nearfar-model")).isEqualTo("far-model");
    assertThat(response.body()).startsWith(token("one")).endsWith(FarAnswers.DONE);
    assertThat(fallbacks("edge", "local-saturated")).isEqualTo(before + 1);
    TaskRecord task = taskRecord();
    assertThat(task.id()).isEqualTo("late");
    assertThat(task.hopFailure()).contains("local-saturated");

    HttpResponse<String> pinned = answer(Ask.near().model("nearfar-local"));
    assertThat(pinned.statusCode()).isEqualTo(503);
    assertThat(pinned.body()).contains("\"code\":\"saturated\"", "near-model is running 4");
    assertThat(cloud.calls()).hasSize(1);

    cloud.script(call -> call.whole(503, "{}"));
    HttpResponse<String> neither = answer(Ask.near());
    assertThat(neither.statusCode()).isEqualTo(503);
    assertThat(neither.body()).contains("\"type\":\"server_error\"");
  }
}
