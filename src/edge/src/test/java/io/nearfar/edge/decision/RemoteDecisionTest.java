package io.nearfar.edge.decision;

import static io.nearfar.edge.decision.Decider.logprobs;
import static io.nearfar.edge.decision.Decider.reply;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nearfar.edge.rig.Ask;
import io.nearfar.edge.rig.Call;
import io.nearfar.edge.rig.EdgeTest;
import io.nearfar.edge.rig.Eventually;
import io.nearfar.edge.rig.Http;
import io.nearfar.edge.rig.ScriptedServer.Script;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.policy.ModelFailure;
import io.nearfar.model.policy.Origin;
import io.nearfar.model.policy.icl.Evaluation;
import io.nearfar.model.policy.icl.Experience;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.Decision;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(Decider.Profile.class)
class RemoteDecisionTest extends EdgeTest {

  private static final int BREAKER_WINDOW = 10;

  /** Grows through all tests: each change of the pool empties the cache. */
  private static final AtomicInteger CHANGES = new AtomicInteger();

  private Decider decider;

  @BeforeEach
  void closeTheBreaker() throws Exception {
    decider.server().script(call -> reply(call, "local", ""));
    for (int i = 0; i < BREAKER_WINDOW; i++) {
      Eventually.holds(
          "the decision model answers",
          () -> {
            forget();
            return origin(answer(Ask.near().tokens(1))).equals("model");
          });
    }
    forget();
    decider.server().forget();
    run += "-";
  }

  /** Changes the pool by so little that the prompt stays the same. */
  private void forget() {
    deployed
        .learner()
        .orElseThrow()
        .recall(
            List.of(
                new Experience(
                    Condition.of("short", "regular"),
                    Decision.LOCAL,
                    1e6 + CHANGES.incrementAndGet() * 1e-6,
                    Evaluation.GOOD)));
  }

  private static String header(HttpResponse<?> response, String name) {
    assertThat(response.statusCode()).isEqualTo(200);
    return response.headers().firstValue(name).orElseThrow();
  }

  private static String origin(HttpResponse<?> response) {
    return header(response, "nearfar-origin");
  }

  private String decided(Script script) {
    decider.server().script(script);
    HttpResponse<String> response = answer(Ask.near().tokens(1));
    return origin(response) + " " + header(response, "nearfar-decision");
  }

  private void assertAnalyticModelDecides(Script script, String reason, int calls)
      throws Exception {
    double before = metrics().value("nearfar_decision_fallbacks_total", "reason", reason);
    // Nothing is good enough; the faster model is the least bad one.
    assertThat(decided(script)).isEqualTo("fallback offload");
    assertThat(decider.server().calls()).hasSize(calls);
    assertThat(metrics().value("nearfar_decision_fallbacks_total", "reason", reason))
        .isEqualTo(before + 1);
    TaskRecord task = taskRecord();
    assertThat(task.choice().origin()).isEqualTo(Origin.FALLBACK);
    assertThat(task.choice().failure().map(ModelFailure::word)).contains(reason);
    assertThat(task.hopFailure()).isEmpty();
  }

  @Test
  void asksWithTheWholePrompt() throws Exception {
    assertThat(decided(call -> reply(call, "local", ""))).isEqualTo("model local");
    assertThat(decider.server().calls()).hasSize(1);
    Call call = decider.server().calls().get(0);
    assertThat(call.line()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
    assertThat(call.header("Authorization")).isEqualTo("Bearer a-key");
    JsonNode request = new ObjectMapper().readTree(call.body());
    assertThat(request.get("model").textValue()).isEqualTo("decider-1b");
    assertThat(request.get("temperature").doubleValue()).isZero();
    assertThat(request.get("logprobs").booleanValue()).isTrue();
    assertThat(request.get("top_logprobs").intValue()).isEqualTo(20);
    assertThat(request.get("grammar").textValue()).isEqualTo("root ::= \"local\" | \"offload\"");
    assertThat(request.path("stream").asBoolean(false)).isFalse();
    assertThat(
            request.has("max_tokens")
                ? request.get("max_tokens").intValue()
                : request.get("max_completion_tokens").intValue())
        .isEqualTo(16);
    assertThat(request.get("messages")).hasSize(1);
    assertThat(request.at("/messages/0/role").textValue()).isEqualTo("user");
    try (InputStream expected = getClass().getResourceAsStream("prompt-as-asked.txt")) {
      assertThat(request.at("/messages/0/content").textValue() + "\n")
          .isEqualTo(new String(expected.readAllBytes(), UTF_8));
    }
  }

  @Test
  void asksOnceForACondition() {
    decider.server().script(call -> reply(call, "offload", ""));
    assertThat(origin(answer(Ask.near().tokens(1)))).isEqualTo("model");
    assertThat(origin(answer(Ask.near().tokens(1)))).isEqualTo("cached");
    assertThat(origin(answer(Ask.far().tokens(1)))).isEqualTo("model");
    assertThat(decider.server().calls()).hasSize(2);
    forget();
    assertThat(origin(answer(Ask.near().tokens(1)))).isEqualTo("model");
  }

  @ParameterizedTest
  @CsvSource({"local,local", "' Offload.',offload", "The decision: local,local"})
  void readsTheReply(String text, String decision) {
    assertThat(decided(call -> reply(call, text, ""))).isEqualTo("model " + decision);
  }

  @Test
  void believesTheProbabilitiesMoreThanTheText() {
    String both = logprobs("offload", "-1.5", " local", "-1.2", "Local", "-1.9", "the", "-0.5");
    assertThat(decided(call -> reply(call, "offload", both))).isEqualTo("model local");
  }

  @Test
  void readsTheTextWhereTheProbabilitiesSayNothing() {
    String neither = logprobs("the", "-0.1", "I", "-2.0");
    assertThat(decided(call -> reply(call, "offload", neither))).isEqualTo("model offload");
  }

  @Test
  void anEndpointThatRefusesLogProbabilitiesIsAFailureOfItsOwnKind() throws Exception {
    assertAnalyticModelDecides(
        call ->
            call.whole(
                403,
                "{\"error\":{\"message\":\"You are not allowed to request logprobs from this"
                    + " model\",\"param\":\"logprobs\"}}"),
        "no-log-probabilities",
        1);
  }

  @Test
  void asksOnceMoreAfterAReplyThatSaysNothing() {
    String decided =
        decided(call -> reply(call, decider.server().calls().size() == 1 ? "maybe" : "local", ""));
    assertThat(decided).isEqualTo("model local");
    assertThat(decider.server().calls()).hasSize(2);
  }

  @Test
  void twoRepliesThatSayNothingAreEnough() throws Exception {
    assertAnalyticModelDecides(call -> reply(call, "maybe", ""), "unusable-reply", 2);
  }

  @Test
  void waitsNoLongerThanTheDeadline() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    assertAnalyticModelDecides(
        call -> {
          over.await(20, TimeUnit.SECONDS);
          call.close();
        },
        "deadline",
        1);
    over.countDown();
  }

  @ParameterizedTest
  @CsvSource({"500", "401", "404"})
  void anErrorOfTheModelIsOne(int status) throws Exception {
    run += status;
    assertAnalyticModelDecides(
        call -> call.whole(status, "{\"error\":{\"message\":\"no\"}}"), "error", 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"1|{\"choices\":", "2|hello", "3|{}", "4|{\"choices\":[]}", "5|[]", "6|null"})
  void anAnswerThatIsNoneIsAnError(int number, String body) throws Exception {
    run += number;
    assertAnalyticModelDecides(call -> call.whole(200, body), "error", 1);
  }

  @Test
  void aConnectionThatBreaksIsAnError() throws Exception {
    assertAnalyticModelDecides(call -> call.close(), "error", 1);
  }

  @Test
  void aServerThatIsAwayIsAnError() throws Exception {
    decider.server().stop();
    try {
      assertAnalyticModelDecides(call -> call.close(), "error", 0);
    } finally {
      decider.server().start();
    }
  }

  @Test
  void aModelThatKeepsFailingIsLeftInPeace() throws Exception {
    decider.server().script(call -> call.whole(500, "{}"));
    for (int i = 0; i < BREAKER_WINDOW; i++) {
      assertThat(origin(answer(Ask.near().tokens(1)))).isEqualTo("fallback");
    }
    int asked = decider.server().calls().size();
    assertThat(asked).isBetween(BREAKER_WINDOW / 2, BREAKER_WINDOW);
    assertThat(answer(Ask.near().tokens(1).with("Nearfar-Task", "last")).statusCode())
        .isEqualTo(200);
    assertThat(decider.server().calls()).hasSize(asked);
    List<TaskRecord> tasks = taskRecords(BREAKER_WINDOW + 1);
    assertThat(tasks.get(BREAKER_WINDOW).choice().failure()).contains(ModelFailure.BREAKER_OPEN);
  }

  @Test
  void moreQuestionsThanMayWaitAreNotAsked() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    decider
        .server()
        .script(
            call -> {
              assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
              reply(call, "local", "");
            });
    double calls = metrics().value("nearfar_decision_model_calls_total");
    Http first = dial(Ask.near().tokens(1));
    Eventually.holds("the first is asked", () -> decider.server().calls().size() == 1);
    Http second = dial(Ask.far().tokens(1));
    Ask quality = Ask.near().tokens(1).with("Nearfar-Service-Type", "quality-preferred");
    Eventually.holds(
        "there is no room for another",
        () -> metrics().value("nearfar_decision_model_calls_total") == calls + 2);
    HttpResponse<String> third = answer(quality);
    assertThat(origin(third)).isEqualTo("fallback");
    goOn.countDown();
    assertThat(first.line()).isEqualTo("HTTP/1.1 200 OK");
    assertThat(second.line()).isEqualTo("HTTP/1.1 200 OK");
    assertThat(taskRecords(3))
        .extracting(task -> task.choice().failure())
        .contains(Optional.of(ModelFailure.BUSY));
  }

  @Test
  void aClientThatGoesWhileTheModelThinksLeavesNothing() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    decider
        .server()
        .script(
            call -> {
              assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
              reply(call, "local", "");
            });
    double generations = metrics().value("nearfar_generations_total");
    Http client = dial(Ask.near().tokens(1));
    Eventually.holds("the model is asked", () -> decider.server().calls().size() == 1);
    client.close();
    Eventually.holds(
        "the request is gone", () -> metrics().value("http_server_active_requests") == 1);
    goOn.countDown();
    // Who asks now shares the answer, or comes after it.
    assertThat(header(answer(Ask.near().tokens(1)), "nearfar-decision")).isEqualTo("local");
    assertThat(metrics().value("nearfar_generations_total")).isEqualTo(generations + 1);
    assertThat(taskRecord().choice().origin()).isEqualTo(Origin.CACHED);
  }
}
