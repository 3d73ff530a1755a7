package io.nearfar.serving.answer;

import io.nearfar.serving.upstream.UpstreamException;
import io.nearfar.serving.wire.AnswerIdentity;
import io.nearfar.serving.wire.ApiException;
import io.nearfar.serving.wire.ChatCompletionRequest;
import io.nearfar.serving.wire.ChunkEncoder;
import io.nearfar.serving.wire.FinishReason;
import io.nearfar.serving.wire.Usage;
import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import org.jboss.logging.Logger;

/** An answer sent token by token, as server-sent events. */
final class StreamedAnswer extends Answer {

  private static final Logger LOG = Logger.getLogger(StreamedAnswer.class);
  private static final CharSequence EVENT_STREAM =
      HttpHeaders.createOptimized("text/event-stream;charset=UTF-8");
  private static final CharSequence NO_CACHE = HttpHeaders.createOptimized("no-cache");

  private final ChunkEncoder encoder;

  StreamedAnswer(
      AnswerIdentity identity,
      ChatCompletionRequest request,
      HttpServerResponse response,
      AnswerObserver observer) {
    super(request, response, observer);
    encoder = new ChunkEncoder(identity, request.includeUsage());
  }

  @Override
  long write(List<String> texts) {
    return send(encoder.tokens(texts));
  }

  @Override
  long writeReasoning(List<String> texts) {
    return send(encoder.reasoning(texts));
  }

  private void begin() {
    if (!response.headWritten()) {
      response.setChunked(true);
      response.putHeader(HttpHeaders.CONTENT_TYPE, EVENT_STREAM);
      response.putHeader(HttpHeaders.CACHE_CONTROL, NO_CACHE);
      observer.head(response);
    }
  }

  private long send(ByteBuf events) {
    begin();
    // A buffer of Vert.x never releases what it wraps.
    response.write(wrap(events)).onComplete(written -> events.release());
    long nanoTime = System.nanoTime();
    if (response.writeQueueFull()) {
      generation().pause();
      response.drainHandler(drained -> generation().resume());
    }
    return nanoTime;
  }

  /** Deprecated in Vert.x 4 for a method of the same purpose that only Vert.x 5 has. */
  @SuppressWarnings("deprecation")
  private static Buffer wrap(ByteBuf bytes) {
    return Buffer.buffer(bytes);
  }

  @Override
  void finish(FinishReason reason, Usage usage) {
    begin();
    response.end(encoder.finish(reason, usage));
  }

  @Override
  boolean breakOff(Throwable failure) {
    if (!response.headWritten()) {
      return false;
    }
    boolean modelFailed = failure instanceof UpstreamException;
    if (!modelFailed) {
      LOG.error("A stream broke after its first token", failure);
    }
    if (!response.ended() && !response.closed()) {
      response.end(
          ChunkEncoder.failure(modelFailed ? ApiException.brokenOff() : ApiException.internal()));
    }
    return true;
  }
}
