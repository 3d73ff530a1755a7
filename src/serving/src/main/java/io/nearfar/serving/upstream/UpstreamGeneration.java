package io.nearfar.serving.upstream;

import io.nearfar.serving.backend.Finish;
import io.nearfar.serving.backend.Generation;
import io.nearfar.serving.backend.GenerationCounts.Ending;
import io.nearfar.serving.backend.TokenListener;
import io.nearfar.serving.http.IdleWatch;
import io.nearfar.serving.wire.ForwardedRequest;
import io.nearfar.serving.wire.WireException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * One generation of an {@link UpstreamBackend}: a request under way. Ends with a finish, with a
 * failure or with a cancellation, and but for the first with a request that was reset: nothing goes
 * on behind the caller's back. All of it happens on one event loop.
 */
final class UpstreamGeneration implements Generation {

  /**
   * How long a server is waited for.
   *
   * @param firstTokenMillis for the first token, from the begin
   * @param idleMillis for anything after it
   */
  record Patience(long firstTokenMillis, long idleMillis) {}

  private final Vertx vertx;
  private final Patience patience;
  private final TokenListener listener;
  private final Consumer<Ending> ended;
  private final Consumer<UpstreamException> failed;
  private final UpstreamStream stream;
  private final IdleWatch idle;
  private HttpClientRequest request;
  private HttpClientResponse response;
  private long deadlineTimer = -1;
  private boolean paused;
  private boolean allRead;
  private boolean over;

  UpstreamGeneration(
      Vertx vertx,
      Patience patience,
      TokenListener listener,
      Consumer<Ending> ended,
      Consumer<UpstreamException> failed) {
    this.vertx = vertx;
    this.patience = patience;
    this.listener = listener;
    this.ended = ended;
    this.failed = failed;
    stream = new UpstreamStream(listener, () -> over);
    idle = new IdleWatch(vertx, patience.idleMillis(), () -> paused && !over, this::idle);
  }

  /**
   * Begins, unless it was cancelled meanwhile.
   *
   * @param body of the client's request
   * @param model name of the model at the server
   */
  void begin(HttpClient client, RequestOptions options, Buffer body, String model) {
    if (over) {
      return;
    }
    deadlineTimer =
        vertx.setTimer(
            patience.firstTokenMillis(),
            late ->
                fail(
                    UpstreamFailure.FIRST_TOKEN_DEADLINE,
                    "nothing generated within " + patience.firstTokenMillis() + " ms",
                    null));
    Buffer forwarded;
    try {
      forwarded = Buffer.buffer(ForwardedRequest.of(body.getBytes(), model));
    } catch (RuntimeException e) {
      broken(e);
      return;
    }
    client
        .request(options)
        .onSuccess(opened -> send(opened, forwarded))
        .onFailure(
            cause ->
                fail(
                    UpstreamFailure.CONNECT,
                    "no connection to the model's server: " + cause.getMessage(),
                    cause));
  }

  private void send(HttpClientRequest opened, Buffer body) {
    if (over) {
      opened.reset();
      return;
    }
    request = opened;
    request.exceptionHandler(this::reset);
    request.response().onSuccess(this::head).onFailure(this::reset);
    request.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    request.putHeader(HttpHeaders.ACCEPT, "text/event-stream");
    request.end(body);
  }

  private void head(HttpClientResponse begun) {
    if (over) {
      return;
    }
    response = begun;
    response.exceptionHandler(this::reset);
    if (response.statusCode() != 200) {
      Refusal.read(response, this::fail);
      return;
    }
    String type = response.getHeader(HttpHeaders.CONTENT_TYPE);
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("text/event-stream")) {
      fail(
          UpstreamFailure.PROTOCOL,
          "the model's server answered with Content-Type " + type + ", not text/event-stream",
          null);
      return;
    }
    response.handler(this::read);
    response.endHandler(this::allRead);
    if (paused) {
      response.pause();
    }
  }

  private void read(Buffer bytes) {
    idle.busy();
    if (over) {
      return;
    }
    boolean before = stream.begun();
    try {
      stream.read(bytes);
    } catch (WireException e) {
      fail(UpstreamFailure.PROTOCOL, e.getMessage(), e);
      return;
    } catch (UpstreamException e) {
      fail(e);
      return;
    } catch (RuntimeException e) {
      broken(e);
      return;
    }
    if (over) {
      return;
    }
    if (stream.begun() && !before) {
      vertx.cancelTimer(deadlineTimer);
      idle.start();
    }
    if (stream.done()) {
      complete();
    }
  }

  /** The server may leave its connection open after the end, but not for long. */
  private void complete() {
    over = true;
    vertx.cancelTimer(deadlineTimer);
    ended.accept(Ending.COMPLETED);
    Finish finish = stream.finish();
    if (!allRead) {
      response.resume();
      if (!stream.begun()) {
        idle.start();
      }
    }
    try {
      listener.finished(finish);
    } catch (RuntimeException e) {
      listener.failed(e);
    }
  }

  private void allRead(Void end) {
    allRead = true;
    idle.stop();
    endedEarly("the answer ended before the model had finished", null);
  }

  private void reset(Throwable cause) {
    allRead = true;
    idle.stop();
    endedEarly("the connection to the model's server broke: " + cause.getMessage(), cause);
  }

  private void idle() {
    if (over) {
      request.reset();
    } else if (stream.finished()) {
      complete();
    } else {
      fail(
          UpstreamFailure.IDLE_DEADLINE,
          "nothing came from the model's server for " + patience.idleMillis() + " ms",
          null);
    }
  }

  /** Once the model has said why it stopped, how the rest ends says nothing any more. */
  private void endedEarly(String message, Throwable cause) {
    if (over) {
      return;
    }
    if (stream.finished()) {
      complete();
    } else {
      fail(UpstreamFailure.RESET, message, cause);
    }
  }

  private void fail(UpstreamFailure failure, String message, Throwable cause) {
    fail(new UpstreamException(failure, message, cause));
  }

  private void fail(UpstreamException failure) {
    if (!over) {
      failed.accept(failure);
      broken(failure);
    }
  }

  /** It fails, be it through a fault of ours. */
  private void broken(Throwable failure) {
    if (!over) {
      end(Ending.FAILED);
      listener.failed(failure);
    }
  }

  private void end(Ending ending) {
    over = true;
    vertx.cancelTimer(deadlineTimer);
    idle.stop();
    if (request != null) {
      request.reset();
    }
    ended.accept(ending);
  }

  @Override
  public void cancel() {
    if (!over) {
      end(Ending.CANCELLED);
    }
  }

  @Override
  public void pause() {
    paused = true;
    if (response != null && !over) {
      response.pause();
    }
  }

  @Override
  public void resume() {
    if (paused) {
      paused = false;
      idle.busy();
      if (response != null && !over) {
        response.resume();
      }
    }
  }
}
