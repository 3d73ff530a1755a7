package io.nearfar.serving.answer;

import io.nearfar.serving.wire.AnswerIdentity;
import io.nearfar.serving.wire.ChatCompletionRequest;
import io.nearfar.serving.wire.FinishReason;
import io.nearfar.serving.wire.Usage;
import io.nearfar.serving.wire.WholeEncoder;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/** An answer sent when its last token is there, as one JSON object. */
final class WholeAnswer extends Answer {

  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

  private final AnswerIdentity identity;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder reasoning = new StringBuilder();

  WholeAnswer(
      AnswerIdentity identity,
      ChatCompletionRequest request,
      HttpServerResponse response,
      AnswerObserver observer) {
    super(request, response, observer);
    this.identity = identity;
  }

  @Override
  long write(List<String> texts) {
    texts.forEach(text::append);
    return System.nanoTime();
  }

  @Override
  long writeReasoning(List<String> texts) {
    texts.forEach(reasoning::append);
    return System.nanoTime();
  }

  @Override
  void finish(FinishReason reason, Usage usage) {
    response.putHeader(HttpHeaders.CONTENT_TYPE, JSON);
    observer.head(response);
    response.end(
        WholeEncoder.completion(identity, text.toString(), reasoning.toString(), reason, usage));
  }

  @Override
  boolean breakOff(Throwable failure) {
    return response.headWritten();
  }
}
