package io.nearfar.experiments.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.sun.net.httpserver.Headers;
import io.nearfar.experiments.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EdgeCheckTest {

  private static void headers(Headers headers, String tier) {
    headers.set("Nearfar-Origin", "pinned");
    headers.set("Nearfar-Tier", tier);
    headers.set("Nearfar-Model", "model-" + tier);
    headers.set("Nearfar-Predicted-TTFT", "0.25");
    headers.set("Nearfar-Predicted-Delay", "1.5");
  }

  private static String decision(ScriptedEdge.Request request) {
    String model = request.body().path("model").textValue();
    return model.equals("nearfar-offload") ? "offload" : "local";
  }

  private static void answer(ScriptedEdge.Request request, ScriptedEdge.Reply reply)
      throws IOException {
    String decision = decision(request);
    headers(reply.exchange().getResponseHeaders(), decision.equals("local") ? "edge" : "cloud");
    reply.stream(decision, request.body().path("max_tokens").asInt());
  }

  /** Metrics that count what was asked so far, beside others. */
  private static void metrics(ScriptedEdge edge) {
    edge.page("/q/metrics", () -> counted(edge));
  }

  private static String counted(ScriptedEdge edge) {
    return "# TYPE nearfar_tasks_total counter\nnearfar_tasks_total{tier=\"edge\"} 40.0\n"
        + "nearfar_tasks_total{tier=\"cloud\"} "
        + edge.requests().size()
        + ".0\nnearfar_regret 7.0\n";
  }

  @Test
  void asksEachModelAndThePolicy() throws Exception {
    try (ScriptedEdge edge = new ScriptedEdge(EdgeCheckTest::answer)) {
      metrics(edge);
      assertThat(new EdgeCheck(edge.root(), Duration.ZERO).run())
          .extracting(EdgeCheck.Answer::asked, EdgeCheck.Answer::decision, EdgeCheck.Answer::model)
          .containsExactly(
              tuple("nearfar-local", "local", "model-edge"),
              tuple("nearfar-offload", "offload", "model-cloud"),
              tuple("nearfar", "local", "model-edge"));
    }
  }

  @Test
  void waitsForAnEdgeThatDoesNotAnswerYet() throws Exception {
    try (ScriptedEdge edge = new ScriptedEdge(EdgeCheckTest::answer)) {
      AtomicInteger hangUps = new AtomicInteger(Integer.MAX_VALUE);
      edge.page(
          "/q/metrics",
          () -> {
            if (hangUps.getAndDecrement() > 0) {
              throw new IllegalStateException("the connection ends without an answer");
            }
            return counted(edge);
          });

      assertThatThrownBy(() -> new EdgeCheck(edge.root(), Duration.ZERO).run())
          .isInstanceOf(Failure.class)
          .hasMessageContaining("no edge answers at " + edge.root());
      // The client itself may ask twice.
      hangUps.set(2);
      assertThat(new EdgeCheck(edge.root(), Duration.ofSeconds(20)).run()).hasSize(3);
    }
  }

  @Test
  void failsWhenTheOtherTierAnswers() throws Exception {
    try (ScriptedEdge edge =
        new ScriptedEdge(
            (request, reply) -> {
              if (decision(request).equals("offload")) {
                reply.exchange().getResponseHeaders().set("Nearfar-Fallback", "connect");
              }
              answer(request, reply);
            })) {
      metrics(edge);
      assertThatThrownBy(() -> new EdgeCheck(edge.root(), Duration.ZERO).run())
          .isInstanceOf(Failure.class)
          .hasMessageContaining("nearfar-offload")
          .hasMessageContaining("connect");
    }
  }

  @Test
  void failsWhenNothingIsMeasured() throws Exception {
    try (ScriptedEdge edge = new ScriptedEdge(EdgeCheckTest::answer)) {
      edge.page("/q/metrics", "nearfar_tasks_total{tier=\"edge\"} 40.0\n");
      assertThatThrownBy(() -> new EdgeCheck(edge.root(), Duration.ZERO).run())
          .isInstanceOf(Failure.class)
          .hasMessageContaining("nearfar_tasks_total has grown by 0.0 over 3 requests");
    }
  }

  @Test
  void failsWhenAStreamIsCut() throws Exception {
    try (ScriptedEdge edge =
        new ScriptedEdge(
            (request, reply) -> {
              headers(reply.exchange().getResponseHeaders(), "edge");
              reply.exchange().getResponseHeaders().set("Nearfar-Decision", "local");
              reply.head(200, "text/event-stream");
              reply.token("half");
            })) {
      metrics(edge);
      assertThatThrownBy(() -> new EdgeCheck(edge.root(), Duration.ZERO).run())
          .isInstanceOf(Failure.class)
          .hasMessageContaining("without [DONE]")
          .hasMessageContaining("half");
    }
  }

  @Test
  void failsWithTheReasonOfARefusal() throws Exception {
    try (ScriptedEdge edge =
        new ScriptedEdge(
            (request, reply) ->
                reply.json(503, "{\"error\":{\"message\":\"the node is saturated\"}}"))) {
      metrics(edge);
      assertThatThrownBy(() -> new EdgeCheck(edge.root(), Duration.ZERO).run())
          .isInstanceOf(Failure.class)
          .hasMessageContaining("nearfar-local: status 503: the node is saturated");
    }
  }
}
