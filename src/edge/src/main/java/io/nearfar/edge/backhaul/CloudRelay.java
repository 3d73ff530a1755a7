package io.nearfar.edge.backhaul;

import io.nearfar.edge.cell.RadioLink;
import io.nearfar.serving.answer.AnswerEnd;
import io.nearfar.serving.answer.AnswerEnd.Outcome;
import io.nearfar.serving.answer.AnswerObserver;
import io.nearfar.serving.http.IdleWatch;
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
 * the client takes them, nothing kept but what is on air to it and the beginning of an event that
 * is not whole yet. All of it happens on one event loop.
 *
 * <p>An answer that breaks off is not patched up by another model: a stream ends with an error
 * event and without {@code [DONE]}, a whole answer with its connection.
 */
public final class CloudRelay {

  private static final Logger LOG = Logger.getLogger(CloudRelay.class);

  private static final String EVENT_END = "\n\n";

  private final CloudReply reply;
  private final HttpServerRequest request;
  private final HttpServerResponse client;
  private final boolean inEvents;
  private final IdleWatch idle;
  private final RadioLink link;
  private final AnswerObserver observer;
  private final AnswerScanner scanner = new AnswerScanner();
  private final WholeEvents events = new WholeEvents();
  private final CompletableFuture<Void> completion = new CompletableFuture<>();
  private long lastTokenNanoTime;
  private int deliveredTokens;
  private boolean firstTokenSeen;
  private boolean waitingForClient;
  private boolean allRead;
  private boolean over;

  private CloudRelay(
      Vertx vertx,
      CloudReply reply,
      HttpServerRequest request,
      boolean streamed,
      long idleMillis,
      RadioLink link,
      AnswerObserver observer) {
    this.reply = reply;
    this.request = request;
    this.client = request.response();
    this.inEvents = streamed && succeeded(reply);
    this.idle =
        new IdleWatch(
            vertx,
            idleMillis,
            () -> waitingForClient || link.full(),
            () -> breakOff(idle(idleMillis)));
    this.link = link;
    this.observer = observer;
  }

  /**
   * Begins to pass an answer through. To be called on the event loop that {@link CloudHop#open} was
   * called on.
   *
   * @param request the client's, whose response is written
   * @param streamed whether the client asked for a stream
   * @param idleMillis the longest the cloud node may pause, while the client is ready
   * @param link what carries the tokens to the client; fresh
   * @return completes when the answer has ended in whatever way
   */
  public static Uni<Void> start(
      Vertx vertx,
      CloudReply reply,
      HttpServerRequest request,
      boolean streamed,
      long idleMillis,
      RadioLink link,
      AnswerObserver observer) {
    CloudRelay relay = new CloudRelay(vertx, reply, request, streamed, idleMillis, link, observer);
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
    link.source(upstream::pause, this::goOn);
    idle.start();
    pass(reply.first());
    goOn();
  }

  private void copy(HttpClientResponse upstream, CharSequence header) {
    String value = upstream.getHeader(header);
    if (value != null) {
      client.putHeader(header, value);
    }
  }

  private void pass(Buffer bytes) {
    if (allRead || bytes.length() == 0) {
      return;
    }
    idle.busy();
    Buffer whole = inEvents ? events.next(bytes) : bytes;
    if (link.limits()) {
      sendByEvents(whole);
    } else if (whole.length() > 0) {
      forward(whole, scanner.feed(whole), scanner.tokens());
    }
  }

  /** Each token takes its own time on air. */
  private void sendByEvents(Buffer bytes) {
    for (int from = 0; from < bytes.length(); ) {
      int to = WholeEvents.endOfFirst(bytes, from);
      Buffer event = bytes.slice(from, to);
      int tokens = scanner.feed(event);
      int tokensSoFar = scanner.tokens();
      link.send(tokens, () -> forward(event, tokens, tokensSoFar));
      from = to;
    }
  }

  private void forward(Buffer bytes, int tokens, int tokensSoFar) {
    deliveredTokens = tokensSoFar;
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
      link.hold();
      reply.response().pause();
      client.drainHandler(drained -> drained());
    }
  }

  private void drained() {
    waitingForClient = false;
    link.release();
    goOn();
  }

  private void goOn() {
    if (!waitingForClient && !link.full()) {
      idle.busy();
      reply.response().resume();
    }
  }

  private static IllegalStateException idle(long millis) {
    return new IllegalStateException("nothing came from the cloud node for " + millis + " ms");
  }

  private void finish() {
    if (allRead) {
      return;
    }
    if (inEvents && !saidAll()) {
      afterWhatIsOnAir(
          () ->
              breakOffForGood(
                  new IllegalStateException("the cloud node ended the stream without [DONE]")));
    } else {
      afterWhatIsOnAir(this::complete);
    }
  }

  private void breakOff(Throwable failure) {
    if (allRead) {
      return;
    }
    allRead = true;
    reply.request().reset();
    if (inEvents && saidAll() && !scanner.error()) {
      // How the connection ends says nothing any more.
      afterWhatIsOnAir(this::complete);
    } else {
      afterWhatIsOnAir(() -> breakOffForGood(failure));
    }
  }

  /** Nothing more comes from the cloud node; what is on air arrives first. */
  private void afterWhatIsOnAir(Runnable ending) {
    allRead = true;
    idle.stop();
    link.send(
        0,
        () -> {
          over = true;
          ending.run();
        });
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
      allRead = true;
      link.close();
      reply.request().reset();
      end(Outcome.CANCELLED, null);
    }
  }

  private void end(Outcome outcome, Throwable failure) {
    idle.stop();
    // A whole answer has its last token with its last byte.
    long last = inEvents && lastTokenNanoTime != 0 ? lastTokenNanoTime : System.nanoTime();
    try {
      observer.ended(new AnswerEnd(outcome, deliveredTokens, last, failure));
    } finally {
      completion.complete(null);
    }
  }
}
