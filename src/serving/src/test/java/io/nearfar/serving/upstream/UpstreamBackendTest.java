package io.nearfar.serving.upstream;

import static io.nearfar.serving.upstream.RawServer.STREAM;
import static io.nearfar.serving.upstream.RawServer.chunk;
import static io.nearfar.serving.upstream.RawServer.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nearfar.model.inference.Jitter;
import io.nearfar.model.inference.ModelProfile;
import io.nearfar.model.inference.PrefillLaw;
import io.nearfar.model.inference.Quality;
import io.nearfar.serving.backend.BackendSaturatedException;
import io.nearfar.serving.backend.Generation;
import io.nearfar.serving.backend.GenerationRequest;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A backend against a server that does what real ones do, and what they should not. */
class UpstreamBackendTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(150);
  private static final String DONE = "data: [DONE]\n\n";
  private static final String STOP = event("{}", "\"stop\"");
  private static final String USAGE =
      "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":4}}\n\n";

  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final RawServer server = new RawServer();
  private final Listening listener = new Listening();
  private UpstreamBackend backend = backend(server.url(), LONG, LONG);

  @AfterEach
  void close() throws IOException {
    server.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private UpstreamBackend backend(URI url, Duration firstToken, Duration idle) {
    return new UpstreamBackend(
        vertx,
        new ModelProfile(
            "ours", new PrefillLaw.Constant(.01), .01, new Jitter.None(), new Quality(1000, .5)),
        new UpstreamServer(url, "theirs", Optional.of("a-key"), LONG, firstToken, idle),
        2);
  }

  private static String event(String delta, String finish) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":"
        + delta
        + ",\"finish_reason\":"
        + finish
        + "}]}\n\n";
  }

  private static String token(String text) {
    return event("{\"content\":\"" + text + "\"}", "null");
  }

  private Generation start() {
    return onLoop(
        () -> {
          try {
            return backend.start(
                new GenerationRequest(
                    1,
                    OptionalInt.of(9),
                    false,
                    System.nanoTime(),
                    Buffer.buffer(
                        "{\"model\":\"nearfar\",\"messages\":[{\"role\":\"user\"}],\"max_tokens\":9}")),
                listener);
          } catch (BackendSaturatedException e) {
            throw new CompletionException(e);
          }
        });
  }

  private <T> T onLoop(java.util.function.Supplier<T> step) {
    CompletableFuture<T> result = new CompletableFuture<>();
    loop.runOnContext(
        now -> {
          try {
            result.complete(step.get());
          } catch (RuntimeException e) {
            result.completeExceptionally(e);
          }
        });
    return result.join();
  }

  private void onLoop(Runnable step) {
    onLoop(
        () -> {
          step.run();
          return null;
        });
  }

  private void assertCounts(int completed, int cancelled, int failed) {
    assertThat(backend.counts().running()).isZero();
    assertThat(backend.counts().completed()).isEqualTo(completed);
    assertThat(backend.counts().cancelled()).isEqualTo(cancelled);
    assertThat(backend.counts().failed()).isEqualTo(failed);
  }

  private void assertFails(UpstreamFailure reason, String... before) throws Exception {
    start();
    List<String> all = listener.all();
    assertThat(all.subList(0, all.size() - 1)).containsExactly(before);
    assertThat(all.get(all.size() - 1)).startsWith("failed " + reason.word());
    assertCounts(0, 0, 1);
    for (UpstreamFailure any : UpstreamFailure.values()) {
      assertThat(backend.failures(any)).as(any.word()).isEqualTo(any == reason ? 1 : 0);
    }
  }

  @Test
  void asksForAStreamOfTheServersModel() throws Exception {
    server.streams(token("a"), STOP, USAGE, DONE);
    start();
    listener.all();
    String request = server.requests.take();
    assertThat(request).startsWith("POST /v1/chat/completions HTTP/1.1\r\n");
    assertThat(request).containsIgnoringCase("authorization: Bearer a-key\r\n");
    assertThat(request)
        .endsWith(
            "\r\n\r\n{\"model\":\"theirs\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                + "\"messages\":[{\"role\":\"user\"}],\"max_tokens\":9}");
  }

  @Test
  void hearsTokensFinishAndUsage() throws Exception {
    server.streams(
        event("{\"role\":\"assistant\",\"content\":null}", "null"),
        token("one") + token(" two"),
        event("{\"content\":\"\"}", "null"),
        token(" three"),
        STOP,
        USAGE,
        DONE);
    start();
    assertThat(listener.all()).containsExactly("one", " two", " three", "finished stop 7+4");
    assertCounts(1, 0, 0);
  }

  @Test
  void hearsReasoningInItsPlace() throws Exception {
    server.streams(
        event("{\"reasoning_content\":\"hm\"}", "null")
            + event("{\"reasoning\":\" hm\"}", "null")
            + token("yes")
            + event("{\"content\":\"!\"}", "\"length\"")
            + DONE);
    start();
    assertThat(listener.all()).containsExactly("(hm)", "( hm)", "yes", "!", "finished length");
  }

  @Test
  void readsAStreamHoweverItIsCutAndSpaced() throws Exception {
    String events =
        ": ping\r\n\r\n"
            + token("é").replace("data: ", "data:").replace("\n", "\r\n")
            + "\n\n"
            + token("b")
            + STOP
            + DONE;
    server.script(
        socket -> {
          write(socket, STREAM);
          for (byte b : events.getBytes(UTF_8)) {
            socket.getOutputStream().write(new byte[] {'1', '\r', '\n', b, '\r', '\n'});
          }
          write(socket, "0\r\n\r\n");
        });
    start();
    assertThat(listener.all()).containsExactly("é", "b", "finished stop");
  }

  @Test
  void hearsAnAnswerWithoutAToken() throws Exception {
    server.streams(STOP, DONE);
    start();
    assertThat(listener.all()).containsExactly("finished stop");
  }

  @Test
  void takesAnAnswerForWholeWhoseFinishWasSaid() throws Exception {
    server.script(
        socket -> {
          write(socket, STREAM + chunk(token("a")) + chunk(STOP));
          socket.close();
        });
    start();
    assertThat(listener.all()).containsExactly("a", "finished stop");
    assertCounts(1, 0, 0);
  }

  @Test
  void givesUpAConnectionThatStaysOpenAfterTheEnd() throws Exception {
    backend = backend(server.url(), LONG, SHORT);
    CountDownLatch closed = new CountDownLatch(1);
    server.script(
        socket -> {
          write(socket, STREAM + chunk(token("a")) + chunk(STOP) + chunk(DONE));
          if (socket.getInputStream().read() < 0) {
            closed.countDown();
          }
        });
    start();
    assertThat(listener.all()).containsExactly("a", "finished stop");
    assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
    assertCounts(1, 0, 0);
  }

  @Test
  void failsWhenNobodyListens() throws Exception {
    try (ServerSocket free = new ServerSocket(0)) {
      backend = backend(URI.create("http://127.0.0.1:" + free.getLocalPort()), LONG, LONG);
    }
    assertFails(UpstreamFailure.CONNECT);
  }

  @Test
  void failsWhenTheConnectionBreaksBeforeTheHead() throws Exception {
    server.script(java.net.Socket::close);
    assertFails(UpstreamFailure.RESET);
  }

  @Test
  void failsWhenTheConnectionBreaksInsideTheAnswer() throws Exception {
    server.script(
        socket -> {
          write(socket, STREAM + chunk(token("a")) + chunk("data: {\"choi"));
          socket.close();
        });
    assertFails(UpstreamFailure.RESET, "a");
  }

  @Test
  void failsWhenTheAnswerEndsTooSoon() throws Exception {
    server.streams(token("a"));
    assertFails(UpstreamFailure.RESET, "a");
  }

  @Test
  void failsWhenNoTokenComesInTime() throws Exception {
    backend = backend(server.url(), SHORT, LONG);
    server.says(STREAM, chunk(": ping\n\n"), chunk(event("{\"role\":\"assistant\"}", "null")));
    assertFails(UpstreamFailure.FIRST_TOKEN_DEADLINE);
  }

  @Test
  void failsWhenNothingMoreComesInTime() throws Exception {
    backend = backend(server.url(), LONG, SHORT);
    server.says(STREAM, chunk(token("a")));
    assertFails(UpstreamFailure.IDLE_DEADLINE, "a");
  }

  @ParameterizedTest
  @CsvSource({
    "400,refused,400",
    "413,refused,400",
    "401,status,502",
    "404,status,502",
    "429,busy,503",
    "500,status,502",
    "503,busy,503"
  })
  void failsOnStatusesOfErrors(int status, String word, int told) throws Exception {
    String body = "{\"error\":{\"message\":\"too long\",\"code\":" + status + "}}";
    server.says(
        "HTTP/1.1 " + status + " No\r\nContent-Length: " + body.length() + "\r\n\r\n", body);
    UpstreamFailure reason =
        List.of(UpstreamFailure.values()).stream()
            .filter(failure -> failure.word().equals(word))
            .findFirst()
            .orElseThrow();
    start();
    assertThat(listener.all())
        .containsExactly("failed " + word + ": HTTP status " + status + ", too long");
    assertThat(new UpstreamException(reason, "x", null).answer().status()).isEqualTo(told);
  }

  @Test
  void failsOnAnAnswerThatIsNoStream() throws Exception {
    server.says("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
    assertFails(UpstreamFailure.PROTOCOL);
  }

  @Test
  void failsOnAnEventThatIsNoJsonAfterWhatCameBefore() throws Exception {
    server.streams(token("a") + "data: hello\n\n");
    assertFails(UpstreamFailure.PROTOCOL, "a");
  }

  @Test
  void failsOnAnErrorInsideTheAnswer() throws Exception {
    server.streams(token("a"), "data: {\"error\":{\"message\":\"out of memory\"}}\n\n", DONE);
    assertFails(UpstreamFailure.MODEL_ERROR, "a");
  }

  @Test
  void failsOnAGenerationThatTheServerAborted() throws Exception {
    server.streams(token("a"), event("{}", "\"abort\""), DONE);
    assertFails(UpstreamFailure.MODEL_ERROR, "a");
  }

  @Test
  void resetsTheRequestOfACancelledGeneration() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    server.script(
        socket -> {
          write(socket, STREAM + chunk(token("a")));
          if (socket.getInputStream().read() < 0) {
            closed.countDown();
          }
        });
    Generation generation = start();
    assertThat(listener.next()).isEqualTo("a");
    onLoop(generation::cancel);
    assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
    assertCounts(0, 1, 0);
    assertThat(listener.waiting()).isZero();
  }

  @Test
  void asksNobodyWhenCancelledAtOnce() {
    onLoop(() -> start0().cancel());
    assertCounts(0, 1, 0);
    onLoop(() -> {});
    assertThat(server.requests).isEmpty();
  }

  private Generation start0() {
    try {
      return backend.start(
          new GenerationRequest(1, OptionalInt.empty(), false, 0, Buffer.buffer("{}")), listener);
    } catch (BackendSaturatedException e) {
      throw new CompletionException(e);
    }
  }

  @Test
  void takesNoMoreThanItMay() {
    server.says(STREAM);
    start();
    start();
    assertThatThrownBy(this::start).hasRootCauseInstanceOf(BackendSaturatedException.class);
    assertThat(backend.counts().rejected()).isEqualTo(1);
    assertThat(backend.counts().running()).isEqualTo(2);
  }

  @Test
  void holdsTheServerBackWhilePausedAndBlamesItNot() throws Exception {
    backend = backend(server.url(), LONG, SHORT);
    CountDownLatch written = new CountDownLatch(1);
    String flood = chunk(token("x".repeat(50_000)));
    int pieces = 400;
    server.script(
        socket -> {
          socket.setSendBufferSize(64 * 1024);
          write(socket, STREAM + chunk(token("a")));
          for (int i = 0; i < pieces; i++) {
            write(socket, flood);
          }
          written.countDown();
          write(socket, chunk(STOP) + chunk(DONE) + "0\r\n\r\n");
        });
    CompletableFuture<Generation> generation = new CompletableFuture<>();
    listener.onTokens =
        () -> {
          listener.onTokens = () -> {};
          generation.join().pause();
        };
    generation.complete(start());
    assertThat(listener.next()).isEqualTo("a");
    assertThat(written.await(4 * SHORT.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
    assertThat(listener.waiting()).isLessThan(pieces);
    onLoop(() -> generation.join().resume());
    assertThat(listener.all()).hasSize(pieces + 1).endsWith("finished stop");
    assertCounts(1, 0, 0);
  }

  @Test
  void tellsAListenerOfItsOwnFailure() throws Exception {
    server.streams(token("a"), STOP, DONE);
    listener.onTokens =
        () -> {
          throw new IllegalStateException("full");
        };
    start();
    assertThat(listener.all()).containsExactly("a", "failed java.lang.IllegalStateException: full");
    assertCounts(0, 0, 1);
    assertThat(backend.failures(UpstreamFailure.PROTOCOL)).isZero();
  }
}
