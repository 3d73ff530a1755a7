package io.nearfar.serving.answer;

import io.nearfar.serving.answer.AnswerEnd.Outcome;
import io.nearfar.serving.backend.BackendSaturatedException;
import io.nearfar.serving.backend.Generation;
import io.nearfar.serving.backend.GenerationRequest;
import io.nearfar.serving.backend.ModelBackend;
import io.nearfar.serving.backend.TokenListener;
import io.nearfar.serving.wire.AnswerIdentity;
import io.nearfar.serving.wire.ChatCompletionRequest;
import io.nearfar.serving.wire.FinishReason;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Turns the tokens of a backend into the HTTP answer of one request, streamed or whole. All of it
 * happens on the event loop of the connection.
 *
 * <p>The response is untouched until the first token (streamed) or the last (whole): a failure
 * before that fails {@link #completion()} and leaves the caller free to answer otherwise.
 */
public abstract sealed class Answer permits StreamedAnswer, WholeAnswer {

  final HttpServerResponse response;
  final AnswerObserver observer;
  final int promptTokens;
  private final CompletableFuture<Void> completion = new CompletableFuture<>();
  private Generation generation;
  private int outputTokens;
  private long lastTokenNanoTime;
  private boolean over;

  Answer(ChatCompletionRequest request, HttpServerResponse response, AnswerObserver observer) {
    this.response = response;
    this.observer = observer;
    promptTokens = request.promptTokens();
  }

  /**
   * Begins an answer. To be called on the event loop of the connection; the observer is not called
   * before this method has returned.
   *
   * @param arrivalNanoTime when the model got the request: its time to first token counts from here
   * @throws BackendSaturatedException when the backend takes no more; the response is untouched
   */
  public static Answer start(
      ModelBackend backend,
      ChatCompletionRequest request,
      HttpServerResponse response,
      long arrivalNanoTime,
      AnswerObserver observer)
      throws BackendSaturatedException {
    AnswerIdentity identity = AnswerIdentity.fresh(backend.profile().name(), backend.fingerprint());
    Answer answer =
        request.stream()
            ? new StreamedAnswer(identity, request, response, observer)
            : new WholeAnswer(identity, request, response, observer);
    answer.generation =
        backend.start(GenerationRequest.of(request, arrivalNanoTime), answer.new Tokens());
    response.exceptionHandler(gone -> answer.cancel());
    return answer;
  }

  /**
   * Completes when the answer has ended: sent, cancelled, or broken after its first token. Fails
   * when it broke before anything was sent. Cancelling the subscription cancels the answer.
   */
  public Uni<Void> completion() {
    return Uni.createFrom().completionStage(completion).onCancellation().invoke(this::cancel);
  }

  /**
   * Ends the answer at once, because nobody wants it any more. Nothing happens when it has ended
   * already.
   */
  public void cancel() {
    if (!over) {
      generation.cancel();
      end(Outcome.CANCELLED, null);
      completion.complete(null);
    }
  }

  /** Hands tokens on and returns when that was done, in nanoseconds. */
  abstract long write(List<String> texts);

  /** Sends the rest of the answer. */
  abstract void finish(FinishReason reason, int outputTokens);

  /**
   * Tells the client of a failure when something was sent already, and returns whether that was so.
   */
  abstract boolean breakOff(Throwable failure);

  final Generation generation() {
    return generation;
  }

  private void end(Outcome outcome, Throwable failure) {
    over = true;
    observer.ended(new AnswerEnd(outcome, outputTokens, lastTokenNanoTime, failure));
  }

  private final class Tokens implements TokenListener {

    @Override
    public void tokens(List<String> texts) {
      boolean first = outputTokens == 0;
      lastTokenNanoTime = write(texts);
      outputTokens += texts.size();
      if (first) {
        observer.firstToken(lastTokenNanoTime);
      }
    }

    @Override
    public void finished(FinishReason reason) {
      finish(reason, outputTokens);
      try {
        end(Outcome.COMPLETED, null);
      } finally {
        completion.complete(null);
      }
    }

    @Override
    public void failed(Throwable failure) {
      if (over) {
        return;
      }
      boolean told = breakOff(failure);
      end(Outcome.FAILED, failure);
      if (told) {
        completion.complete(null);
      } else {
        completion.completeExceptionally(failure);
      }
    }
  }
}
