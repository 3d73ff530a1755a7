package io.nearfar.edge.backhaul;

import io.nearfar.serving.answer.AnswerEnd;
import io.nearfar.serving.answer.AnswerEnd.Outcome;
import io.nearfar.serving.answer.AnswerObserver;
import io.nearfar.serving.wire.ApiException;
import io.nearfar.serving.wire.ChunkEncoder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * Passes an answer of the cloud node through to the client: the bytes as they come, no faster than
 * the client takes them, nothing kept but the beginning of an event that is not whole yet. All of
 * it happens on one event loop.
 *
 * <p>An answer that breaks off is not patched up by another model: a stream ends with an error
 * event and without {@code [DONE]}, a whole answer with its connection.
 */
public final class CloudRelay {

  private static final Logger LOG = Logger.getLogger(CloudRelay.class);

  private static final String EVENT_END = "\n\n";

  private final Vertx vertx;
  private final CloudReply reply;
  private final HttpServerRequest request;
  private final HttpServerResponse client;
  private final boolean inEvents;
  private final long idleMillis;
  private final AnswerObserver observer;
  private final AnswerScanner scanner = new AnswerScanner();
  private final WholeEvents events = new WholeEvents();
  private final CompletableFuture<Void> completion = new CompletableFuture<>();
  private long idleTimer = -1;
  private long lastReadNanoTime = System.nanoTime();
  private long lastTokenNanoTime;
  private int deliveredTokens;
  private boolean firstTokenSeen;
  private boolean waitingForClient;
  private boolean over;

  private CloudRelay(
      Vertx vertx,
      CloudReply reply,
      HttpServerRequest request,
      boolean streamed,
      long idleMillis,
      AnswerObserver observer) {
    this.vertx = vertx;
    this.reply = reply;
    this.request = request;
    this.client = request.response();
    this.inEvents = streamed && succeeded(reply);
    this.idleMillis = idleMillis;
    this.observer = observer;
  }

  /**
   * Begins to pass an answer through. To be called on the event loop that {@link CloudHop#open} was
   * called on.
   *
   * @param request the client's, whose response is written
   * @param streamed whether the client asked for a stream
   * @param idleMillis the longest the cloud node may pause, while the client is ready
   * @return completes when the answer has ended in whatever way
   */
  public static Uni<Void> start(
      Vertx vertx,
      CloudReply reply,
      HttpServerRequest request,
      boolean streamed,
      long idleMillis,
      AnswerObserver observer) {
    CloudRelay relay = new CloudRelay(vertx, reply, request, streamed, idleMillis, observer);
    relay.begin();
    return Uni.createFrom().completionStage(relay.completion);
  }

  private void begin() {
    HttpClientResponse upstream = reply.response();
    client.exceptionHandler(gone -> cancel());
    if (client.closed()) {
      cancel();
      return;
    }
    client.setStatusCode(upstream.statusCode());
    copy(upstream, HttpHeaders.CONTENT_TYPE);
    copy(upstream, HttpHeaders.CACHE_CONTROL);
    copy(upstream, HttpHeaders.CONTENT_LENGTH);
    if (!client.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
      client.setChunked(true);
    }
    observer.head(client);
    if (reply.ended()) {
      finish();
      return;
    }
    upstream.handler(this::pass);
    upstream.endHandler(end -> finish());
    upstream.exceptionHandler(this::breakOff);
    armIdle(idleMillis);
    pass(reply.first());
    if (!waitingForClient) {
      upstream.resume();
    }
  }

  private void copy(HttpClientResponse upstream, CharSequence header) {
    String value = upstream.getHeader(header);
    if (value != null) {
      client.putHeader(header, value);
    }
  }

  private void pass(Buffer bytes) {
    if (over || bytes.length() == 0) {
      return;
    }
    lastReadNanoTime = System.nanoTime();
    Buffer whole = inEvents ? events.next(bytes) : bytes;
    if (whole.length() > 0) {
      passOn(whole);
    }
  }

  private void passOn(Buffer bytes) {
    int tokens = scanner.feed(bytes);
    deliveredTokens = scanner.tokens();
    client.write(bytes);
    if (tokens > 0) {
      lastTokenNanoTime = System.nanoTime();
      if (!firstTokenSeen) {
        firstTokenSeen = true;
        observer.firstToken(lastTokenNanoTime);
      }
    }
    if (client.writeQueueFull()) {
      waitingForClient = true;
      reply.response().pause();
      client.drainHandler(drained -> goOn());
    }
  }

  private void goOn() {
    waitingForClient = false;
    lastReadNanoTime = System.nanoTime();
    reply.response().resume();
  }

  private void armIdle(long millis) {
    idleTimer =
        vertx.setTimer(
            Math.max(1, millis),
            fired -> {
              long idle = (System.nanoTime() - lastReadNanoTime) / 1_000_000;
              if (waitingForClient) {
                armIdle(idleMillis);
              } else if (idle < idleMillis) {
                armIdle(idleMillis - idle);
              } else {
                breakOff(
                    new IllegalStateException(
                        "nothing came from the cloud node for " + idleMillis + " ms"));
              }
            });
  }

  private void finish() {
    if (over) {
      return;
    }
    over = true;
    if (inEvents && !saidAll()) {
      breakOffForGood(new IllegalStateException("the cloud node ended the stream without [DONE]"));
    } else {
      complete();
    }
  }

  private void breakOff(Throwable failure) {
    if (over) {
      return;
    }
    over = true;
    reply.request().reset();
    if (inEvents && saidAll() && !scanner.error()) {
      // How the connection ends says nothing any more.
      complete();
    } else {
      breakOffForGood(failure);
    }
  }

  /** Whether the stream said its end, be it without the empty line after it, or a whole error. */
  private boolean saidAll() {
    boolean toldError = scanner.error();
    scanner.feed(events.rest());
    return toldError || scanner.done();
  }

  private void complete() {
    deliveredTokens = scanner.tokens();
    client.end(events.rest());
    boolean failed = scanner.error() || !succeeded(reply);
    end(
        failed ? Outcome.FAILED : Outcome.COMPLETED,
        failed ? new IllegalStateException("the cloud node reported an error") : null);
  }

  private void breakOffForGood(Throwable failure) {
    LOG.warnf("An answer of the cloud node broke off: %s", failure.getMessage());
    if (inEvents) {
      Buffer error = ChunkEncoder.failure(ApiException.brokenOff());
      client.end(events.insideEvent() ? Buffer.buffer(EVENT_END).appendBuffer(error) : error);
    } else {
      cut();
    }
    end(Outcome.FAILED, failure);
  }

  private static boolean succeeded(CloudReply reply) {
    return reply.response().statusCode() < 400;
  }

  /**
   * Ends an answer so that nobody takes it for complete. Resetting it would close the connection as
   * well, but without telling the server, which would wait for it when it stops.
   */
  private void cut() {
    request.connection().close();
  }

  private void cancel() {
    if (!over) {
      over = true;
      reply.request().reset();
      end(Outcome.CANCELLED, null);
    }
  }

  private void end(Outcome outcome, Throwable failure) {
    vertx.cancelTimer(idleTimer);
    // Where no token was seen, as of a whole answer, the last one is the last byte.
    long last = lastTokenNanoTime != 0 ? lastTokenNanoTime : System.nanoTime();
    try {
      observer.ended(new AnswerEnd(outcome, deliveredTokens, last, failure));
    } finally {
      completion.complete(null);
    }
  }
}
