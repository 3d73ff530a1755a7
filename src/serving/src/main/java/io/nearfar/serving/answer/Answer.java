package io.nearfar.serving.answer;

import io.nearfar.serving.answer.AnswerEnd.Outcome;
import io.nearfar.serving.backend.BackendSaturatedException;
import io.nearfar.serving.backend.Finish;
import io.nearfar.serving.backend.Generation;
import io.nearfar.serving.backend.GenerationRequest;
import io.nearfar.serving.backend.ModelBackend;
import io.nearfar.serving.backend.TokenListener;
import io.nearfar.serving.wire.AnswerIdentity;
import io.nearfar.serving.wire.ChatCompletionRequest;
import io.nearfar.serving.wire.FinishReason;
import io.nearfar.serving.wire.Usage;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
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
  private final int promptTokens;
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
   * @param body the request as the client sent it
   * @param arrivalNanoTime when the model got the request: its time to first token counts from here
   * @throws BackendSaturatedException when the backend takes no more; the response is untouched
   */
  public static Answer start(
      ModelBackend backend,
      ChatCompletionRequest request,
      Buffer body,
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
        backend.start(GenerationRequest.of(request, body, arrivalNanoTime), answer.new Tokens());
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

  /** Hands on what the model thinks, likewise. */
  abstract long writeReasoning(List<String> texts);

  /** Sends the rest of the answer. */
  abstract void finish(FinishReason reason, Usage usage);

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
      handedOn(write(texts), texts.size());
    }

    @Override
    public void reasoning(List<String> texts) {
      handedOn(writeReasoning(texts), texts.size());
    }

    private void handedOn(long nanoTime, int count) {
      boolean first = outputTokens == 0;
      lastTokenNanoTime = nanoTime;
      outputTokens += count;
      if (first) {
        observer.firstToken(lastTokenNanoTime);
      }
    }

    @Override
    public void finished(Finish how) {
      Usage usage = how.usage().orElseGet(() -> new Usage(promptTokens, outputTokens));
      if (outputTokens > 0) {
        // What came in one piece may have been several tokens, and the model knows; but what never
        // came, such as the sign of the end, has no time.
        outputTokens = Math.max(1, usage.outputTokens());
      }
      finish(how.reason(), usage);
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
