package io.nearfar.experiments.testbed;

import io.nearfar.experiments.result.ClientRecord;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The users' side of the connection: sends tasks and notes what each user sees. Hundreds of answers
 * stream at once on a handful of threads.
 */
final class EdgeClient implements AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final int THREADS = 2;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          work -> {
            Thread thread = new Thread(work, "answers");
            thread.setDaemon(true);
            return thread;
          });
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .executor(threads)
          .build();
  private final Map<AnswerReading, CompletableFuture<?>> underWay = new ConcurrentHashMap<>();
  private final Duration answerTimeout;

  /** A client that gives up on an answer that takes longer than this. */
  EdgeClient(Duration answerTimeout) {
    this.answerTimeout = answerTimeout;
  }

  /** The connection pool, for requests that are no tasks. */
  HttpClient http() {
    return http;
  }

  /**
   * Sends a task now.
   *
   * @return what the user saw; never failed
   */
  CompletableFuture<ClientRecord> send(EdgeRequest request, RunCounts counts) {
    long sentNanos = System.nanoTime();
    AnswerReading reading = new AnswerReading(sentNanos);
    Head head = new Head();
    counts.sent();
    CompletableFuture<HttpResponse<Optional<String>>> exchange =
        http.sendAsync(request.http(), handler(reading, head, counts));
    underWay.put(reading, exchange);
    CompletableFuture<HttpResponse<Optional<String>>> bounded =
        exchange.copy().orTimeout(answerTimeout.toMillis(), TimeUnit.MILLISECONDS);
    return bounded.handle(
        (response, failure) -> {
          underWay.remove(reading);
          exchange.cancel(true);
          Optional<String> error =
              failure != null ? Optional.of(reason(failure)) : fault(response, reading);
          counts.ended(error.isEmpty());
          return record(request, head.status, reading, elapsedSeconds(sentNanos), error);
        });
  }

  private static ClientRecord record(
      EdgeRequest request,
      int status,
      AnswerReading reading,
      double elapsedSeconds,
      Optional<String> error) {
    OptionalDouble whole = error.isEmpty() ? reading.lastTokenSeconds() : OptionalDouble.empty();
    return new ClientRecord(
        request.id(),
        request.user(),
        status,
        reading.ttftSeconds(),
        whole.orElse(elapsedSeconds),
        reading.tokens(),
        error);
  }

  private static final class Head {
    private volatile int status;
  }

  /** A stream is read by {@code reading}; the body of anything else is kept as text. */
  private static BodyHandler<Optional<String>> handler(
      AnswerReading reading, Head head, RunCounts counts) {
    return info -> {
      head.status = info.statusCode();
      info.headers().firstValue("Nearfar-Decision").ifPresent(counts::decided);
      if (info.statusCode() == 200) {
        return new AnswerSubscriber(reading);
      }
      return BodySubscribers.mapping(
          BodySubscribers.ofString(StandardCharsets.UTF_8), Optional::of);
    };
  }

  private static Optional<String> fault(
      HttpResponse<Optional<String>> response, AnswerReading reading) {
    return response
        .body()
        .map(text -> "status " + response.statusCode() + ": " + ErrorBody.message(text))
        .or(reading::fault);
  }

  private String reason(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof TimeoutException) {
      return "no whole answer within " + answerTimeout.toSeconds() + " s";
    }
    if (cause instanceof CancellationException) {
      return "cancelled: the run was stopped";
    }
    return ErrorBody.ofNetwork(cause);
  }

  private static double elapsedSeconds(long sinceNanos) {
    return (System.nanoTime() - sinceNanos) / 1e9;
  }

  /** Cancels what is under way. */
  void cancelAll() {
    underWay.values().forEach(exchange -> exchange.cancel(true));
  }

  @Override
  public void close() {
    cancelAll();
    threads.shutdown();
  }
}
