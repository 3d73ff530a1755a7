package io.nearfar.serving.answer;

import io.nearfar.model.inference.Jitter;
import io.nearfar.model.inference.ModelProfile;
import io.nearfar.model.inference.PrefillLaw;
import io.nearfar.model.inference.Quality;
import io.nearfar.serving.backend.BackendSaturatedException;
import io.nearfar.serving.backend.Generation;
import io.nearfar.serving.backend.GenerationCounts;
import io.nearfar.serving.backend.GenerationRequest;
import io.nearfar.serving.backend.ModelBackend;
import io.nearfar.serving.backend.TokenListener;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A backend that says what a test tells it to say, on the event loop it was started from. */
final class ScriptedBackend implements ModelBackend {

  private volatile Context loop;
  private volatile TokenListener listener;
  private volatile boolean cancelled;
  private volatile boolean paused;
  private volatile boolean saturated;
  private final CountDownLatch resumed = new CountDownLatch(1);

  @Override
  public ModelProfile profile() {
    return new ModelProfile(
        "scripted", new PrefillLaw.Constant(0), 1, new Jitter.None(), new Quality(1000, .5));
  }

  @Override
  public String fingerprint() {
    return "nearfar-scripted";
  }

  @Override
  public GenerationCounts counts() {
    return new GenerationCounts();
  }

  @Override
  public Generation start(GenerationRequest request, TokenListener to)
      throws BackendSaturatedException {
    if (saturated) {
      throw new BackendSaturatedException("scripted", 1);
    }
    loop = Vertx.currentContext();
    listener = to;
    cancelled = false;
    return new Generation() {
      @Override
      public void cancel() {
        cancelled = true;
      }

      @Override
      public void pause() {
        paused = true;
      }

      @Override
      public void resume() {
        resumed.countDown();
      }
    };
  }

  /** Runs on the event loop, and waits until that is done. */
  void tell(Consumer<TokenListener> what) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    loop.runOnContext(
        now -> {
          what.accept(listener);
          done.complete(null);
        });
    done.join();
  }

  void saturate() {
    saturated = true;
  }

  boolean cancelled() {
    return cancelled;
  }

  boolean paused() {
    return paused;
  }

  void awaitResumed(long seconds) throws InterruptedException {
    if (!resumed.await(seconds, TimeUnit.SECONDS)) {
      throw new AssertionError("the backend was not resumed");
    }
  }
}
