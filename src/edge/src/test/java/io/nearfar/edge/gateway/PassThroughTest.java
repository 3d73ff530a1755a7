package io.nearfar.edge.gateway;

import static io.nearfar.edge.rig.FarAnswers.ending;
import static io.nearfar.edge.rig.FarAnswers.token;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nearfar.edge.rig.Ask;
import io.nearfar.edge.rig.EdgeTest;
import io.nearfar.edge.rig.FarAnswers;
import io.nearfar.model.outcome.Ending;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.policy.Origin;
import io.nearfar.model.task.Decision;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Task;
import io.nearfar.model.task.Tier;
import io.quarkus.test.junit.QuarkusTest;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PassThroughTest extends EdgeTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static String read(InputStream in, int bytes) throws Exception {
    return new String(in.readNBytes(bytes), UTF_8);
  }

  private static String header(HttpResponse<?> response, String name) {
    assertThat(response.headers().allValues(name)).as(name).hasSize(1);
    return response.headers().firstValue(name).orElseThrow();
  }

  private void assertDecided(HttpResponse<?> response, String decision, String tier, String model) {
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Nearfar-Task")).isEqualTo("task-1");
    assertThat(header(response, "Nearfar-Decision")).isEqualTo(decision);
    assertThat(header(response, "Nearfar-Origin")).isIn("model", "cached");
    assertThat(header(response, "Nearfar-Tier")).isEqualTo(tier);
    assertThat(header(response, "Nearfar-Model")).isEqualTo(model);
    assertThat(response.headers().firstValue("Nearfar-Fallback")).isEmpty();
    assertThat(Double.parseDouble(header(response, "Nearfar-Overhead"))).isNotNegative();
  }

  @Test
  void answersNearInEvents() throws Exception {
    HttpResponse<String> response =
        answer(
            Ask.near()
                .streamed()
                .tokens(5)
                .field("\"stream_options\":{\"include_usage\":true}")
                .with("Nearfar-Task", "task-1"));
    assertDecided(response, "local", "edge", "near-model");
    assertThat(header(response, "content-type")).startsWith("text/event-stream");
    assertThat(header(response, "cache-control")).isEqualTo("no-cache");
    assertThat(header(response, "nearfar-predicted-ttft")).isEqualTo("0.020000");
    // Nine gaps of 5 ms: what was expected counts, not what came.
    assertThat(header(response, "nearfar-predicted-delay")).isEqualTo("0.065000");
    assertThat(header(response, "server-timing"))
        .matches("decision;dur=\\d+\\.\\d{3}, gateway;dur=\\d+\\.\\d{3}, ttft;dur=\\d+\\.\\d{3}");
    List<String> events = response.body().lines().filter(line -> !line.isEmpty()).toList();
    assertThat(events)
        .hasSize(8)
        .allMatch(line -> line.startsWith("data: "))
        .endsWith("data: [DONE]");
    JsonNode usage = JSON.readTree(events.get(6).substring(6)).get("usage");
    assertThat(usage.get("prompt_tokens").intValue()).isEqualTo(2);
    assertThat(usage.get("completion_tokens").intValue()).isEqualTo(5);
    assertThat(cloud.calls()).isEmpty();

    TaskRecord task = taskRecord();
    assertThat(task.id()).isEqualTo("task-1");
    assertThat(task.task()).isEqualTo(new Task(OptionalInt.empty(), ServiceType.REGULAR, 2, 5));
    assertThat(task.expectedOutputTokens()).isEqualTo(10);
    assertThat(task.policy()).isEqualTo("greedy");
    assertThat(task.ending()).isEqualTo(Ending.COMPLETED);
    assertThat(task.hopFailure()).isEmpty();
    assertThat(task.measured().backhaulSeconds()).isEmpty();
    assertThat(task.analytic().ttftSeconds()).hasValue(.02);
    assertThat(task.analytic().tpotSeconds()).hasValue(.005);
    assertThat(task.analytic().delaySeconds()).isCloseTo(.04, within(1e-9));
    double ttft = task.measured().ttftSeconds().orElseThrow();
    double tpot = task.measured().tpotSeconds().orElseThrow();
    assertThat(ttft).isGreaterThan(.0199);
    assertThat(task.measured().delaySeconds()).isCloseTo(ttft + 4 * tpot, within(1e-6));
    assertThat(task.verdict().feasible()).isTrue();
    assertThat(task.verdict().reward())
        .isCloseTo(40 - task.measured().delaySeconds(), within(1e-9));
    assertThat(task.verdict().analyticReward()).isCloseTo(40 - .04, within(1e-9));
  }

  @Test
  void answersNearWhole() throws Exception {
    HttpResponse<String> response = answer(Ask.near().tokens(5).with("Nearfar-Task", "task-1"));
    assertDecided(response, "local", "edge", "near-model");
    assertThat(header(response, "content-type")).isEqualTo("application/json");
    JsonNode body = JSON.readTree(response.body());
    assertThat(body.at("/choices/0/message/content").textValue()).hasSize(20);
    assertThat(body.at("/usage/completion_tokens").intValue()).isEqualTo(5);
    TaskRecord task = taskRecord();
    assertThat(task.measured().ttftSeconds()).isEmpty();
    assertThat(task.measured().tpotSeconds()).isEmpty();
    assertThat(task.analytic().ttftSeconds()).isEmpty();
    assertThat(task.measured().delaySeconds()).isGreaterThan(.0399);
    assertThat(task.task().outputTokens()).isEqualTo(5);
  }

  @Test
  void answersFarInEventsAsTheyCame() throws Exception {
    StringBuilder sent = new StringBuilder();
    cloud.script(
        call -> {
          call.begin(token("one"));
          call.more(token("two") + token("three"));
          call.more(ending());
          call.end();
        });
    sent.append(token("one")).append(token("two")).append(token("three")).append(ending());
    Ask ask = Ask.far().streamed().with("Nearfar-Task", "task-1").with("Nearfar-User", "3");
    HttpResponse<String> response = answer(ask);
    assertDecided(response, "offload", "cloud", "far-model");
    assertThat(response.body()).isEqualTo(sent.toString());
    assertThat(header(response, "content-type")).isEqualTo("text/event-stream");
    assertThat(header(response, "cache-control")).isEqualTo("no-cache");
    assertThat(Double.parseDouble(header(response, "nearfar-predicted-ttft")))
        .isGreaterThanOrEqualTo(.01);
    assertThat(header(response, "server-timing"))
        .matches(
            "decision;dur=\\d+\\.\\d{3}, gateway;dur=\\d+\\.\\d{3}, backhaul;dur=\\d+\\.\\d{3},"
                + " ttft;dur=\\d+\\.\\d{3}");
    assertThat(cloud.calls()).hasSize(1);
    assertThat(cloud.calls().get(0).line()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
    assertThat(cloud.calls().get(0).body()).isEqualTo(ask.json());

    TaskRecord task = taskRecord();
    assertThat(task.task()).isEqualTo(new Task(3, ServiceType.REGULAR, 2, 3));
    assertThat(task.choice().decision()).isEqualTo(Decision.OFFLOAD);
    assertThat(task.tier()).isEqualTo(Tier.CLOUD);
    assertThat(task.model()).isEqualTo("far-model");
    double backhaul = task.measured().backhaulSeconds().orElseThrow();
    double ttft = task.measured().ttftSeconds().orElseThrow();
    assertThat(backhaul).isNotNegative().isLessThanOrEqualTo(ttft);
    assertThat(task.analytic().ttftSeconds().orElseThrow())
        .isCloseTo(.01 + task.analytic().backhaulSeconds().orElseThrow(), within(1e-9));
    assertThat(task.measured().delaySeconds())
        .isCloseTo(ttft + 2 * task.measured().tpotSeconds().orElseThrow(), within(1e-6));
  }

  @Test
  void answersFarWholeAsItCame() throws Exception {
    HttpResponse<String> response = answer(Ask.far().with("Nearfar-Task", "task-1"));
    assertDecided(response, "offload", "cloud", "far-model");
    assertThat(response.body()).isEqualTo(FarAnswers.WHOLE);
    assertThat(header(response, "content-type")).isEqualTo("application/json");
    assertThat(header(response, "content-length")).isEqualTo("" + FarAnswers.WHOLE.length());
    TaskRecord task = taskRecord();
    assertThat(task.task().outputTokens()).isEqualTo(5);
    assertThat(task.measured().ttftSeconds()).isEmpty();
    assertThat(task.measured().backhaulSeconds()).isPresent();
  }

  @Test
  void passesEachEventOnBeforeTheNextOneComes() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    CountDownLatch last = new CountDownLatch(1);
    cloud.script(
        call -> {
          call.begin(token("one"));
          assertThat(second.await(20, TimeUnit.SECONDS)).isTrue();
          call.more(token("two"));
          assertThat(last.await(20, TimeUnit.SECONDS)).isTrue();
          call.more(ending());
          call.end();
        });
    HttpResponse<InputStream> response = open(Ask.far().streamed());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(read(response.body(), token("one").length())).isEqualTo(token("one"));
    second.countDown();
    assertThat(read(response.body(), token("two").length())).isEqualTo(token("two"));
    last.countDown();
    assertThat(new String(response.body().readAllBytes(), UTF_8)).isEqualTo(ending());
  }

  @Test
  void passesBytesOnAsTheyAreHoweverTheyAreCut() {
    String odd =
        ": a comment\n\nevent: x\ndata: {\"choices\":[{\"delta\":{\"content\":\"ü\\n\\\"\"}}]}\r\n\r\n"
            + "data: {\"choices\": [{\"delta\": {\"content\": \"emoji \uD83D\uDE00\"}}]}\n\n"
            + FarAnswers.DONE;
    cloud.script(
        call -> {
          call.begin(odd.substring(0, 5));
          for (int from = 5; from < odd.length(); from += 41) {
            call.more(odd.substring(from, Math.min(odd.length(), from + 41)));
          }
          call.end();
        });
    assertThat(answer(Ask.far().streamed()).body()).isEqualTo(odd);
  }

  @Test
  void passesARefusalOfTheRequestOnAsItCame() throws Exception {
    String error = "{\"error\":{\"message\":\"no\",\"type\":\"invalid_request_error\"}}";
    cloud.script(call -> call.whole(400, error));
    for (boolean streamed : new boolean[] {true, false}) {
      HttpResponse<String> response = answer(Ask.far().streamed(streamed));
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body()).isEqualTo(error);
      assertThat(header(response, "content-type")).isEqualTo("application/json");
    }
    assertThat(cloud.calls()).hasSize(2);
    assertThat(taskRecords(2)).allMatch(task -> task.ending() == Ending.FAILED);
  }

  @Test
  void passesARefusalWithoutABodyOn() throws Exception {
    cloud.script(call -> call.whole(401, ""));
    for (boolean streamed : new boolean[] {true, false}) {
      HttpResponse<String> response = answer(Ask.far().streamed(streamed));
      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.body()).isEmpty();
    }
    assertThat(taskRecords(2)).allMatch(task -> task.ending() == Ending.FAILED);
  }

  @Test
  void pinsByAliasAndByName() throws Exception {
    for (String near : new String[] {"nearfar-local", "near-model"}) {
      HttpResponse<String> response = answer(Ask.far().model(near).tokens(2));
      assertThat(header(response, "nearfar-tier")).isEqualTo("edge");
      assertThat(header(response, "nearfar-origin")).isEqualTo("pinned");
    }
    assertThat(cloud.calls()).isEmpty();
    for (String far : new String[] {"nearfar-offload", "far-model"}) {
      HttpResponse<String> response = answer(Ask.near().model(far).tokens(2));
      assertThat(header(response, "nearfar-tier")).isEqualTo("cloud");
      assertThat(header(response, "nearfar-origin")).isEqualTo("pinned");
    }
    assertThat(cloud.calls()).hasSize(2);
    assertThat(taskRecords(4)).allMatch(task -> task.choice().origin() == Origin.PINNED);
  }

  @Test
  void answersAClientThatOffersHttp2InHttp1() throws Exception {
    HttpClient modern = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    for (Ask ask : List.of(Ask.near().tokens(2), Ask.near().tokens(2).streamed(), Ask.far())) {
      HttpResponse<String> response =
          modern.send(mine(ask).request(base), HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }
  }

  @Test
  void listsItsModels() throws Exception {
    JsonNode models = JSON.readTree(get("/v1/models").body());
    assertThat(models.at("/data").findValuesAsText("id"))
        .containsExactly("nearfar", "nearfar-local", "nearfar-offload", "near-model", "far-model");
    assertThat(JSON.readTree(get("/v1/models/near-model").body()).get("id").textValue())
        .isEqualTo("near-model");
    assertThat(get("/v1/models/other").statusCode()).isEqualTo(404);
  }

  @Test
  void aWholeAnswerEndsWithItsLastByte() throws Exception {
    String answer = FarAnswers.WHOLE;
    int half = answer.length() - 2;
    cloud.script(
        call -> {
          call.raw(
              "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                  + answer.length()
                  + "\r\n\r\n"
                  + answer.substring(0, half));
          TimeUnit.MILLISECONDS.sleep(300);
          call.raw(answer.substring(half));
        });
    assertThat(answer(Ask.far()).body()).isEqualTo(answer);
    assertThat(taskRecord().measured().delaySeconds()).isGreaterThan(.3);
  }
}
