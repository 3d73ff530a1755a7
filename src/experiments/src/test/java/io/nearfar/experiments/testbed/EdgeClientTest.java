package io.nearfar.experiments.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.experiments.result.ClientRecord;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Task;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EdgeClientTest {

  private static final Task TASK = new Task(7, ServiceType.QUALITY_PREFERRED, 300, 5);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final RunCounts counts = new RunCounts();

  @Test
  void sendsTheTaskAsItIs() throws IOException {
    try (ScriptedEdge edge = new ScriptedEdge((request, reply) -> reply.stream("offload", 5))) {
      ClientRecord seen = ask(edge.root(), LONG);

      assertThat(seen.error()).isEmpty();
      assertThat(seen.status()).isEqualTo(200);
      assertThat(seen.task()).isEqualTo("42");
      assertThat(seen.user()).isEqualTo(7);
      assertThat(seen.outputTokens()).isEqualTo(5);
      assertThat(seen.ttftSeconds().orElseThrow())
          .isPositive()
          .isLessThanOrEqualTo(seen.delaySeconds());
      assertThat(counts).hasToString("1 answered, 0 failed, 0 running, 100 % offloaded");

      ScriptedEdge.Request request = edge.requests().get(0);
      assertThat(request.headers().getFirst("Nearfar-User")).isEqualTo("7");
      assertThat(request.headers().getFirst("Nearfar-Service-Type")).isEqualTo("quality-preferred");
      assertThat(request.headers().getFirst("Nearfar-Run")).isEqualTo("run-1");
      assertThat(request.headers().getFirst("Nearfar-Task")).isEqualTo("42");
      assertThat(request.body().path("model").textValue()).isEqualTo("nearfar");
      assertThat(request.body().path("stream").booleanValue()).isTrue();
      assertThat(request.body().path("ignore_eos").booleanValue()).isTrue();
      assertThat(request.body().path("max_tokens").intValue()).isEqualTo(5);
      assertThat(request.body().path("messages").path(0).path("content").textValue())
          .hasSize(4 * 300);
    }
  }

  @Test
  void notesAnErrorEventAndWhatCameBeforeIt() throws IOException {
    ClientRecord seen =
        answered(
            reply -> {
              reply.head(200, "text/event-stream");
              reply.token("tok ");
              reply.write("data: {\"error\":{\"message\":\"the cloud is gone\"}}\n\n");
            });

    assertThat(seen.error()).hasValue("the cloud is gone");
    assertThat(seen.outputTokens()).isEqualTo(1);
    assertThat(seen.ttftSeconds()).isPresent();
    assertThat(counts.failedCount()).isEqualTo(1);
  }

  @Test
  void notesAStreamThatEndsEarlyInGoodOrder() throws IOException {
    ClientRecord seen =
        answered(
            reply -> {
              reply.head(200, "text/event-stream");
              reply.token("tok ");
            });

    assertThat(seen.error()).hasValue("the stream ended without [DONE] after 1 tokens");
  }

  @Test
  void notesAStreamThatIsCut() throws IOException {
    ClientRecord seen =
        answered(
            reply -> {
              reply.exchange().sendResponseHeaders(200, 100_000);
              reply.token("tok ");
              throw new IOException("cut");
            });

    assertThat(seen.status()).isEqualTo(200);
    assertThat(seen.outputTokens()).isEqualTo(1);
    assertThat(seen.error().orElseThrow()).startsWith("connection lost: ");
  }

  @Test
  void notesAnErrorStatusWithItsMessage() throws IOException {
    ClientRecord seen =
        answered(reply -> reply.json(503, "{\"error\":{\"message\":\"too busy\"}}"));

    assertThat(seen.status()).isEqualTo(503);
    assertThat(seen.error()).hasValue("status 503: too busy");
    assertThat(seen.ttftSeconds()).isEmpty();
    assertThat(seen.outputTokens()).isZero();
  }

  @Test
  void notesARefusedConnection() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    ClientRecord seen = ask(URI.create("http://127.0.0.1:" + port), LONG);

    assertThat(seen.status()).isZero();
    assertThat(seen.error().orElseThrow()).containsIgnoringCase("connection refused");
  }

  @Test
  void givesUpOnAnAnswerThatNeverEnds() throws IOException {
    CountDownLatch over = new CountDownLatch(1);
    try (ScriptedEdge edge =
        new ScriptedEdge(
            (request, reply) -> {
              reply.head(200, "text/event-stream");
              reply.token("tok ");
              await(over);
            })) {
      ClientRecord seen = ask(edge.root(), Duration.ofSeconds(1));

      assertThat(seen.error()).hasValue("no whole answer within 1 s");
    } finally {
      over.countDown();
    }
  }

  @Test
  void streamsHundredsAtOnce() throws IOException {
    int streams = 300;
    CountDownLatch allAreThere = new CountDownLatch(streams);
    try (ScriptedEdge edge =
            new ScriptedEdge(
                (request, reply) -> {
                  allAreThere.countDown();
                  await(allAreThere);
                  reply.stream("local", 3);
                });
        EdgeClient client = new EdgeClient(LONG)) {
      List<CompletableFuture<ClientRecord>> answers = new ArrayList<>();
      for (int i = 0; i < streams; i++) {
        answers.add(client.send(request(edge.root()), counts));
      }

      assertThat(answers)
          .allSatisfy(answer -> assertThat(answer.join().outputTokens()).isEqualTo(3));
      assertThat(counts.answeredCount()).isEqualTo(streams);
    }
  }

  @Test
  void cancelsWhatIsUnderWay() throws IOException, InterruptedException {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    try (ScriptedEdge edge =
            new ScriptedEdge(
                (request, reply) -> {
                  arrived.countDown();
                  await(over);
                });
        EdgeClient client = new EdgeClient(LONG)) {
      CompletableFuture<ClientRecord> answer = client.send(request(edge.root()), counts);
      arrived.await();

      client.cancelAll();

      assertThat(answer.join().error()).hasValue("cancelled: the run was stopped");
    } finally {
      over.countDown();
    }
  }

  @FunctionalInterface
  private interface Answer {
    void to(ScriptedEdge.Reply reply) throws IOException;
  }

  private ClientRecord answered(Answer answer) throws IOException {
    try (ScriptedEdge edge = new ScriptedEdge((request, reply) -> answer.to(reply))) {
      return ask(edge.root(), LONG);
    }
  }

  private ClientRecord ask(URI edge, Duration timeout) {
    try (EdgeClient client = new EdgeClient(timeout)) {
      return client.send(request(edge), counts).join();
    }
  }

  private static EdgeRequest request(URI edge) {
    return EdgeRequest.of(edge, "run-1", "42", TASK);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
