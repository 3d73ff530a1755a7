package io.nearfar.experiments.testbed;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Hands the bytes of a streamed answer to its reading as they arrive; keeps none. */
final class AnswerSubscriber implements BodySubscriber<Optional<String>> {

  private final AnswerReading reading;
  private final CompletableFuture<Optional<String>> ended = new CompletableFuture<>();

  AnswerSubscriber(AnswerReading reading) {
    this.reading = reading;
  }

  @Override
  public CompletionStage<Optional<String>> getBody() {
    return ended;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    reading.arrived(bytes, System.nanoTime());
  }

  @Override
  public void onError(Throwable failure) {
    ended.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    ended.complete(Optional.empty());
  }
}
