package io.nearfar.serving.backend;

import io.nearfar.model.inference.Jitter;
import io.nearfar.model.inference.ModelProfile;
import io.nearfar.model.inference.PrefillLaw;
import io.nearfar.model.inference.Quality;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** An event loop and a clock that move only when told to, together. */
final class VirtualLoop {

  final List<Long> lateNanos = new ArrayList<>();
  private final EmbeddedChannel channel = new EmbeddedChannel();

  /** Close to the end of the range, for nanoTime may lie anywhere and overflow. */
  private long nanoTime = Long.MAX_VALUE - 120_000_000;

  VirtualLoop() {
    channel.freezeTime();
  }

  ModelledBackend backend(
      PrefillLaw prefill, double tpotSeconds, Jitter jitter, ModelledLimits limits) {
    return backend(
        new ModelProfile("test-model", prefill, tpotSeconds, jitter, new Quality(1000, .5)),
        limits);
  }

  ModelledBackend backend(ModelProfile profile, ModelledLimits limits) {
    return new ModelledBackend(
        profile,
        limits,
        new SeededRandoms(new SplittableRandom(7)),
        lateNanos::add,
        this::nanoTime,
        channel::eventLoop);
  }

  long nanoTime() {
    return nanoTime;
  }

  /** Lets time pass in steps; what falls due in between runs at the end of its step. */
  void run(long nanos, long stepNanos) {
    channel.runScheduledPendingTasks();
    for (long passed = 0; passed < nanos; passed += stepNanos) {
      stall(stepNanos);
      channel.runScheduledPendingTasks();
    }
  }

  /** Lets time pass while the loop is busy with something else. */
  void stall(long nanos) {
    nanoTime += nanos;
    channel.advanceTimeBy(nanos, TimeUnit.NANOSECONDS);
  }

  int pendingTimers() {
    return channel.runScheduledPendingTasks() == -1 ? 0 : 1;
  }
}
