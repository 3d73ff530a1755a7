package io.nearfar.edge.gateway;

import static io.nearfar.edge.rig.RealModel.listed;
import static io.nearfar.edge.rig.RealModel.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nearfar.edge.rig.Ask;
import io.nearfar.edge.rig.Call;
import io.nearfar.edge.rig.EdgeTest;
import io.nearfar.edge.rig.Eventually;
import io.nearfar.edge.rig.Http;
import io.nearfar.edge.rig.RealModel;
import io.nearfar.edge.rig.ScriptedServer.Script;
import io.nearfar.model.outcome.Ending;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.Tier;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.BufferedReader;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An edge agent whose model is behind a server. */
@QuarkusTest
@TestProfile(RealModel.Profile.class)
class RealModelTest extends EdgeTest {

  private RealModel near;

  @BeforeEach
  void heal() {
    near.server().script(RealModel::healthy);
  }

  /** Does this with a generation, and answers looks at the models as ever. */
  private void generates(Script script) {
    near.server()
        .script(
            call -> {
              if (!listed(call)) {
                script.answer(call);
              }
            });
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void streamsWhatTheServerGenerates() throws Exception {
    HttpResponse<String> response =
        answer(Ask.near().streamed().field("\"stream_options\":{\"include_usage\":true}"));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "nearfar-tier")).isEqualTo("edge");
    assertThat(header(response, "nearfar-model")).isEqualTo("near-model");
    assertThat(response.body())
        .contains("\"system_fingerprint\":\"nearfar-upstream\"")
        .containsSubsequence("real ", "words ", "here ", "\"finish_reason\":\"stop\"")
        .contains("\"usage\":{\"prompt_tokens\":31,\"completion_tokens\":4,\"total_tokens\":35}")
        .endsWith("data: [DONE]\n\n");
    TaskRecord task = taskRecord();
    assertThat(task.ending()).isEqualTo(Ending.COMPLETED);
    assertThat(task.task().outputTokens()).isEqualTo(4);
    assertThat(task.measured().ttftSeconds()).isPresent();
    // What the model took stands beside what the scenario holds it to take.
    assertThat(task.analytic().ttftSeconds().orElseThrow()).isEqualTo(.02);
  }

  @Test
  void answersWholeWhatTheServerGenerates() throws Exception {
    HttpResponse<String> response = answer(Ask.near());
    JsonNode answer = json(response.body());
    assertThat(answer.at("/choices/0/message/content").textValue()).isEqualTo("real words here ");
    assertThat(answer.at("/usage/completion_tokens").intValue()).isEqualTo(4);
    assertThat(taskRecord().task().outputTokens()).isEqualTo(4);
  }

  @Test
  void passesTokensOnAsTheyCome() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    generates(
        call -> {
          call.begin(token("first"));
          if (seen.await(400, TimeUnit.MILLISECONDS)) {
            call.more(token("second") + "data: [DONE]\n\n");
            call.end();
          }
        });
    HttpResponse<InputStream> response = open(Ask.near().streamed());
    BufferedReader lines = lines(response);
    assertThat(lines.readLine()).contains("first ");
    seen.countDown();
    assertThat(lines.lines().filter(line -> line.contains("second ")).count()).isEqualTo(1);
  }

  private void assertAnsweredFar(String reason, boolean streamed) throws Exception {
    double failures = metrics().value("nearfar_upstream_failures_total", "reason", reason);
    double fallbacks =
        metrics().value("nearfar_fallbacks_total", "from", "edge", "reason", "local-" + reason);
    long records = store.count(run);
    HttpResponse<String> response = answer(Ask.near().streamed(streamed));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "nearfar-decision")).isEqualTo("local");
    assertThat(header(response, "nearfar-tier")).isEqualTo("cloud");
    assertThat(header(response, "nearfar-fallback")).isEqualTo("local-" + reason);
    assertThat(response.body()).contains("one", "five").doesNotContain("real");
    TaskRecord task = taskRecords((int) records + 1).get((int) records);
    assertThat(task.hopFailure()).contains("local-" + reason);
    assertThat(task.choice().decision()).isEqualTo(Decision.LOCAL);
    assertThat(task.tier()).isEqualTo(Tier.CLOUD);
    assertThat(task.ending()).isEqualTo(Ending.COMPLETED);
    assertThat(metrics().value("nearfar_upstream_failures_total", "reason", reason))
        .isEqualTo(failures + 1);
    assertThat(
            metrics().value("nearfar_fallbacks_total", "from", "edge", "reason", "local-" + reason))
        .isEqualTo(fallbacks + 1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void answersFarWhenTheServerFails(boolean streamed) throws Exception {
    generates(call -> call.whole(500, "{\"error\":{\"message\":\"no\"}}"));
    assertAnsweredFar("status", streamed);
    generates(Call::close);
    assertAnsweredFar("reset", streamed);
  }

  @Test
  void answersFarWhenNothingComesInTime() throws Exception {
    generates(Call::headOnly);
    assertAnsweredFar("first-token-deadline", true);
  }

  @Test
  void answersFarAWholeAnswerThatBrokeOffBeforeAnythingWasSent() throws Exception {
    generates(
        call -> {
          call.begin(token("real"));
          call.close();
        });
    assertAnsweredFar("reset", false);
  }

  @Test
  void breaksOffAStreamThatTheServerBreaksOff() throws Exception {
    generates(
        call -> {
          call.begin(token("real"));
          call.close();
        });
    HttpResponse<String> response = answer(Ask.near().streamed());
    assertThat(response.body())
        .contains("real ", "answer_broken_off")
        .doesNotContain("[DONE]", "five");
    TaskRecord task = taskRecord();
    assertThat(task.ending()).isEqualTo(Ending.FAILED);
    assertThat(task.tier()).isEqualTo(Tier.EDGE);
  }

  @Test
  void tellsAPinnedClientWhatFailed() throws Exception {
    generates(call -> call.whole(500, "{}"));
    HttpResponse<String> failed = answer(Ask.near().model("nearfar-local"));
    assertThat(failed.statusCode()).isEqualTo(502);
    assertThat(json(failed.body()).at("/error/code").textValue()).isEqualTo("model_failed");
    generates(call -> call.whole(400, "{\"error\":{\"message\":\"too many tokens\"}}"));
    HttpResponse<String> refused = answer(Ask.near().model("nearfar-local").streamed());
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused.body()).at("/error/message").textValue()).contains("too many tokens");
    assertThat(taskRecords(2)).extracting(TaskRecord::ending).containsOnly(Ending.FAILED);
    assertThat(cloud.calls()).isEmpty();
  }

  @Test
  void stopsTheServerWhenTheClientGoes() throws Exception {
    CountDownLatch abandoned = new CountDownLatch(1);
    generates(
        call -> {
          call.begin(token("real"));
          if (call.abandoned()) {
            abandoned.countDown();
          }
        });
    Http client = dial(Ask.near().streamed());
    assertThat(client.lineWith("data: ")).contains("real ");
    client.close();
    assertThat(abandoned.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(taskRecord().ending()).isEqualTo(Ending.CANCELLED);
  }

  @Test
  void stopsTheHopWhenTheClientGoesAfterTheServerHasFailed() throws Exception {
    generates(Call::close);
    CountDownLatch abandoned = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    cloud.script(
        call -> {
          asked.countDown();
          if (call.abandoned()) {
            abandoned.countDown();
          }
        });
    Http client = dial(Ask.near().streamed());
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
    client.close();
    assertThat(abandoned.await(20, TimeUnit.SECONDS)).isTrue();
    TaskRecord task = taskRecord();
    assertThat(task.ending()).isEqualTo(Ending.CANCELLED);
    assertThat(task.hopFailure()).contains("local-reset");
  }

  @Test
  void staysReadyAndSaysWhetherTheServerAnswers() throws Exception {
    Eventually.holds("it is up", () -> upstream().equals("up"));
    assertThat(metrics().value("nearfar_upstream_up", "tier", "edge")).isEqualTo(1);
    near.server().script(call -> call.whole(503, "{}"));
    Eventually.holds("it is down", () -> upstream().equals("HTTP status 503"));
    Eventually.holds(
        "the metric says so", () -> metrics().value("nearfar_upstream_up", "tier", "edge") == 0);
    assertThat(get("/q/health/ready").statusCode()).isEqualTo(200);
  }

  private String upstream() {
    try {
      for (JsonNode check : json(get("/q/health/ready").body()).get("checks")) {
        if (check.get("name").textValue().equals("model")) {
          return check.at("/data/upstream").asText();
        }
      }
      throw new AssertionError("no check of the model");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
