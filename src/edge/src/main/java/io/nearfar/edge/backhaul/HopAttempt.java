package io.nearfar.edge.backhaul;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;

/**
 * One try to have the cloud node answer, up to its first bytes. Ends with a reply, or with a {@link
 * HopException} and a request that was reset: nothing goes on behind the caller's back. All of it
 * happens on one event loop.
 */
final class HopAttempt {

  private final Vertx vertx;
  private final HttpClient client;
  private final RequestOptions options;
  private final Buffer body;
  private final long deadlineMillis;
  private UniEmitter<? super CloudReply> emitter;
  private HttpClientRequest request;
  private long deadlineTimer = -1;
  private long sentNanoTime;
  private boolean over;
  private Throwable givenUp;

  /**
   * An attempt, not begun yet.
   *
   * @param options where to, and the deadline of the connection
   * @param deadlineMillis deadline of the first bytes, counted from the begin of the attempt
   */
  HopAttempt(
      Vertx vertx, HttpClient client, RequestOptions options, Buffer body, long deadlineMillis) {
    this.vertx = vertx;
    this.client = client;
    this.options = options;
    this.body = body;
    this.deadlineMillis = deadlineMillis;
  }

  /** Begins, once; the reply or a {@link HopException}. */
  Uni<CloudReply> reply() {
    return Uni.createFrom().<CloudReply>emitter(this::begin);
  }

  private void begin(UniEmitter<? super CloudReply> waiting) {
    emitter = waiting;
    if (givenUp != null) {
      emitter.fail(givenUp);
      return;
    }
    deadlineTimer =
        vertx.setTimer(
            deadlineMillis,
            late ->
                fail(
                    HopFailure.FIRST_TOKEN_DEADLINE,
                    "nothing from the cloud node within " + deadlineMillis + " ms",
                    null));
    client
        .request(options)
        .onSuccess(this::send)
        .onFailure(
            cause -> {
              boolean busy = cause instanceof ConnectionPoolTooBusyException;
              fail(
                  busy ? HopFailure.BUSY : HopFailure.CONNECT,
                  "no connection to the cloud node: " + cause.getMessage(),
                  cause);
            });
  }

  private void send(HttpClientRequest opened) {
    if (over) {
      opened.reset();
      return;
    }
    request = opened;
    request.exceptionHandler(this::broken);
    request.response().onSuccess(this::head).onFailure(this::broken);
    sentNanoTime = System.nanoTime();
    request.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    request.end(body);
  }

  private void broken(Throwable cause) {
    fail(
        HopFailure.RESET,
        "the connection to the cloud node broke before the first token: " + cause.getMessage(),
        cause);
  }

  private void head(HttpClientResponse response) {
    long headNanoTime = System.nanoTime();
    if (over) {
      return;
    }
    response.exceptionHandler(this::broken);
    int status = response.statusCode();
    if (status == 504) {
      fail(
          HopFailure.FIRST_TOKEN_DEADLINE,
          "the model of the cloud node gave no first token before its deadline",
          null);
      return;
    }
    if (status == 429 || status >= 500) {
      fail(HopFailure.STATUS, "the cloud node answered with HTTP status " + status, null);
      return;
    }
    response.handler(
        first -> {
          response.pause();
          succeed(new CloudReply(request, response, first, false, sentNanoTime, headNanoTime));
        });
    response.endHandler(end -> endedAtOnce(response, headNanoTime));
  }

  /** A refusal needs no body; an answer does. */
  private void endedAtOnce(HttpClientResponse response, long headNanoTime) {
    if (response.statusCode() < 400) {
      fail(HopFailure.RESET, "the cloud node ended its answer before the first token", null);
    } else {
      succeed(new CloudReply(request, response, Buffer.buffer(), true, sentNanoTime, headNanoTime));
    }
  }

  private void succeed(CloudReply reply) {
    if (!over) {
      over = true;
      vertx.cancelTimer(deadlineTimer);
      emitter.complete(reply);
    }
  }

  private void fail(HopFailure failure, String message, Throwable cause) {
    if (!over) {
      end();
      emitter.fail(new HopException(failure, message, cause));
    }
  }

  /** Nobody waits for the reply any more, not even when it is here already. */
  void giveUp(Throwable why) {
    boolean waiting = !over && emitter != null;
    givenUp = why;
    end();
    if (waiting) {
      emitter.fail(why);
    }
  }

  private void end() {
    over = true;
    vertx.cancelTimer(deadlineTimer);
    if (request != null) {
      request.reset();
    }
  }
}
