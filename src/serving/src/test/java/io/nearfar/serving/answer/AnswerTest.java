package io.nearfar.serving.answer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.serving.answer.AnswerEnd.Outcome;
import io.nearfar.serving.backend.BackendSaturatedException;
import io.nearfar.serving.backend.Finish;
import io.nearfar.serving.wire.ChatCompletionRequest;
import io.nearfar.serving.wire.FinishReason;
import io.nearfar.serving.wire.RequestLimits;
import io.nearfar.serving.wire.Usage;
import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers on a real connection, token by token as the test says. */
class AnswerTest {

  private static final long DEADLINE_SECONDS = 20;

  private final Vertx vertx = Vertx.vertx();
  private final ScriptedBackend backend = new ScriptedBackend();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<AnswerEnd> ends = new LinkedBlockingQueue<>();
  private HttpServer server;

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private Socket request(boolean streamed) throws IOException {
    server =
        vertx
            .createHttpServer()
            .requestHandler(http -> answer(streamed, http.response()))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
    socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS));
    socket
        .getOutputStream()
        .write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
    return socket;
  }

  private void answer(boolean streamed, HttpServerResponse response) {
    ChatCompletionRequest request =
        ChatCompletionRequest.read(
            ("{\"model\":\"m\",\"stream\":"
                    + streamed
                    + ",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}")
                .getBytes(UTF_8),
            RequestLimits.DEFAULT);
    try {
      Answer.start(backend, request, Buffer.buffer(), response, System.nanoTime(), new Recorder())
          .completion()
          .subscribe()
          .with(
              done -> events.add("completed"),
              failure -> {
                events.add("failed: " + failure.getMessage());
                response.setStatusCode(502).end("another answer");
              });
    } catch (BackendSaturatedException e) {
      response.setStatusCode(503).end(e.getMessage());
    }
    events.add("started");
  }

  private final class Recorder implements AnswerObserver {
    @Override
    public void head(HttpServerResponse response) {
      response.putHeader("Nearfar-Test", "seen");
      events.add("head, written " + response.headWritten());
    }

    @Override
    public void firstToken(long nanoTime) {
      events.add("first token");
    }

    @Override
    public void ended(AnswerEnd end) {
      events.add("ended " + end.outcome());
      ends.add(end);
    }
  }

  private static String rest(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), UTF_8);
  }

  private void expect(String... expected) throws InterruptedException {
    for (String event : expected) {
      assertThat(events.poll(DEADLINE_SECONDS, TimeUnit.SECONDS)).isEqualTo(event);
    }
    assertThat(events).isEmpty();
  }

  @Test
  void sendsTheHeadWithTheFirstToken() throws Exception {
    try (Socket socket = request(true)) {
      expect("started");
      backend.tell(listener -> listener.tokens(List.of("one ")));
      expect("head, written false", "first token");
      backend.tell(listener -> listener.tokens(List.of("two ", "six ")));
      backend.tell(listener -> listener.finished(Finish.of(FinishReason.STOP)));
      expect("ended COMPLETED", "completed");
      assertThat(rest(socket))
          .startsWith("HTTP/1.1 200 OK")
          .contains("Nearfar-Test: seen", "one ", "two ", "six ")
          .contains("data: [DONE]");
      assertThat(ends.remove().outputTokens()).isEqualTo(3);
    }
  }

  @Test
  void countsAsTheModelCounts() throws Exception {
    try (Socket socket = request(true)) {
      expect("started");
      backend.tell(listener -> listener.reasoning(List.of("hm ")));
      expect("head, written false", "first token");
      backend.tell(listener -> listener.tokens(List.of("a long piece ")));
      backend.tell(
          listener ->
              listener.finished(new Finish(FinishReason.STOP, Optional.of(new Usage(9, 5)))));
      expect("ended COMPLETED", "completed");
      assertThat(rest(socket)).contains("\"reasoning_content\":\"hm \"", "a long piece ");
      assertThat(ends.remove().outputTokens()).isEqualTo(5);
    }
  }

  @Test
  void sendsAnAnswerWithoutATokenWithItsHead() throws Exception {
    try (Socket socket = request(true)) {
      expect("started");
      backend.tell(
          listener ->
              listener.finished(new Finish(FinishReason.STOP, Optional.of(new Usage(9, 1)))));
      expect("head, written false", "ended COMPLETED", "completed");
      assertThat(rest(socket)).contains("Nearfar-Test: seen", "text/event-stream", "data: [DONE]");
      assertThat(ends.remove().outputTokens()).isZero();
    }
  }

  @Test
  void givesTheMemoryOfEveryTokenBack() throws Exception {
    int tokens = 2_000;
    long before = pooledBuffers();
    try (Socket socket = request(true)) {
      expect("started");
      for (int i = 0; i < tokens; i++) {
        backend.tell(listener -> listener.tokens(List.of("one ")));
      }
      backend.tell(listener -> listener.finished(Finish.of(FinishReason.STOP)));
      assertThat(rest(socket)).endsWith("data: [DONE]\n\n\r\n0\r\n\r\n");
    }
    // Some stay in the cache of the event loop's thread.
    assertThat(pooledBuffers() - before).isLessThan(tokens / 4);
  }

  private static long pooledBuffers() {
    return PooledByteBufAllocator.DEFAULT.metric().directArenas().stream()
        .mapToLong(PoolArenaMetric::numActiveAllocations)
        .sum();
  }

  @Test
  void sendsAWholeAnswerAtItsEnd() throws Exception {
    try (Socket socket = request(false)) {
      expect("started");
      backend.tell(listener -> listener.tokens(List.of("one ")));
      expect("first token");
      backend.tell(listener -> listener.tokens(List.of("two ")));
      backend.tell(listener -> listener.finished(Finish.of(FinishReason.LENGTH)));
      expect("head, written false", "ended COMPLETED", "completed");
      assertThat(rest(socket)).contains("Nearfar-Test: seen", "\"content\":\"one two \"");
    }
  }

  @Test
  void leavesTheResponseToTheCallerWhenNothingWasSent() throws Exception {
    for (boolean streamed : new boolean[] {true, false}) {
      try (Socket socket = request(streamed)) {
        expect("started");
        if (!streamed) {
          backend.tell(listener -> listener.tokens(List.of("one ")));
          expect("first token");
        }
        backend.tell(listener -> listener.failed(new IOException("gone")));
        expect("ended FAILED", "failed: gone");
        assertThat(rest(socket)).startsWith("HTTP/1.1 502").endsWith("another answer");
        assertThat(ends.remove().failureOrNull()).hasMessage("gone");
      }
    }
  }

  @Test
  void endsABrokenStreamWithAnErrorAndWithoutDone() throws Exception {
    try (Socket socket = request(true)) {
      expect("started");
      backend.tell(listener -> listener.tokens(List.of("one ")));
      backend.tell(listener -> listener.failed(new IOException("gone")));
      expect("head, written false", "first token", "ended FAILED", "completed");
      assertThat(rest(socket))
          .contains("data: {\"error\":{\"message\":")
          .doesNotContain("[DONE]", "gone");
    }
  }

  @Test
  void cancelsWhenTheClientGoesAway() throws Exception {
    for (boolean streamed : new boolean[] {true, false}) {
      Socket socket = request(streamed);
      expect("started");
      socket.close();
      expect("ended CANCELLED", "completed");
      assertThat(backend.cancelled()).isTrue();
      assertThat(ends.remove())
          .extracting(AnswerEnd::outcome, AnswerEnd::outputTokens)
          .containsExactly(Outcome.CANCELLED, 0);
    }
  }

  @Test
  void holdsTheBackendBackForASlowClientAndGoesOnWhenItReads() throws Exception {
    try (Socket socket = request(true)) {
      expect("started");
      String large = "x".repeat(1 << 20);
      while (!backend.paused()) {
        backend.tell(listener -> listener.tokens(List.of(large)));
      }
      Thread reader = new Thread(() -> readUntilClosed(socket));
      reader.start();
      backend.awaitResumed(DEADLINE_SECONDS);
      backend.tell(listener -> listener.finished(Finish.of(FinishReason.STOP)));
      expect("head, written false", "first token", "ended COMPLETED", "completed");
      reader.join(TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS));
      assertThat(reader.isAlive()).isFalse();
    }
  }

  private static void readUntilClosed(Socket socket) {
    try {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void touchesNothingWhenTheBackendIsFull() throws Exception {
    backend.saturate();
    try (Socket socket = request(true)) {
      assertThat(rest(socket))
          .startsWith("HTTP/1.1 503")
          .doesNotContain("Nearfar-Test")
          .endsWith("scripted is running 1 generations, the most it takes");
      expect("started");
    }
  }
}
