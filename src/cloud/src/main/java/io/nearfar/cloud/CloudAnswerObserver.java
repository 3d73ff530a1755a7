package io.nearfar.cloud;

import io.nearfar.model.inference.ModelProfile;
import io.nearfar.serving.answer.AnswerEnd;
import io.nearfar.serving.answer.AnswerEnd.Outcome;
import io.nearfar.serving.answer.AnswerObserver;
import io.nearfar.serving.http.ServerTiming;
import io.nearfar.serving.wire.ChatCompletionRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * Times one answer: for its client in {@code Server-Timing}, for everybody in the metrics. The
 * analytic duration is that of a stream, TTFT + (n - 1) TPOT, since the measured one ends with the
 * last token.
 */
final class CloudAnswerObserver implements AnswerObserver {

  private static final double NANOS_PER_SECOND = 1e9;

  private final CloudNode node;
  private final ChatCompletionRequest request;
  private final long arrivalNanoTime;
  private long firstTokenNanoTime;

  CloudAnswerObserver(CloudNode node, ChatCompletionRequest request, long arrivalNanoTime) {
    this.node = node;
    this.request = request;
    this.arrivalNanoTime = arrivalNanoTime;
  }

  @Override
  public void head(HttpServerResponse response) {
    long now = System.nanoTime();
    ServerTiming timing = new ServerTiming();
    if (request.stream()) {
      timing.add("ttft", now - arrivalNanoTime);
    } else {
      timing.add("ttft", firstTokenOr(now) - arrivalNanoTime).add("total", now - arrivalNanoTime);
    }
    response.putHeader(ServerTiming.HEADER, timing.value());
  }

  /** An answer may be empty. */
  private long firstTokenOr(long now) {
    return firstTokenNanoTime == 0 ? now : firstTokenNanoTime;
  }

  @Override
  public void firstToken(long nanoTime) {
    firstTokenNanoTime = nanoTime;
  }

  @Override
  public void ended(AnswerEnd end) {
    int tokens = end.outputTokens();
    if (end.outcome() != Outcome.COMPLETED || tokens == 0) {
      return;
    }
    double decoding = seconds(end.lastTokenNanoTime() - firstTokenNanoTime);
    node.measured()
        .record(
            seconds(firstTokenNanoTime - arrivalNanoTime),
            tokens > 1 ? decoding / (tokens - 1) : Double.NaN,
            seconds(end.lastTokenNanoTime() - arrivalNanoTime));
    ModelProfile profile = node.backend().profile();
    double ttft = profile.ttftSeconds(request.promptTokens());
    double tpot = profile.tpotSeconds();
    node.analytic().record(ttft, tokens > 1 ? tpot : Double.NaN, ttft + (tokens - 1) * tpot);
  }

  private static double seconds(long nanos) {
    return nanos / NANOS_PER_SECOND;
  }
}
