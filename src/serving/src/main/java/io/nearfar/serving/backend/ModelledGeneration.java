package io.nearfar.serving.backend;

import io.nearfar.serving.backend.GenerationCounts.Ending;
import io.nearfar.serving.wire.FinishReason;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One generation of a {@link ModelledBackend}: a timer that wakes when the next token is due. Until
 * it is admitted it has none.
 */
final class ModelledGeneration implements Generation {

  /**
   * Overdue tokens handed over together; the rest follows at once, unless they filled the reader's
   * queue.
   */
  private static final int MAX_BATCH = 256;

  private final int length;
  private final FinishReason reason;
  private final TokenListener listener;
  private final LatenessListener lateness;
  private final LongSupplier nanoTime;
  private final EventLoop loop;
  private final Consumer<Ending> ended;

  /** Null until it is admitted. */
  private DueTimes due;

  private ScheduledFuture<?> timer;
  private int handedOver;
  private boolean paused;
  private boolean over;
  private boolean resumed;
  private long resumedNanoTime;
  private long[] batchDue = new long[1];

  ModelledGeneration(
      int length,
      FinishReason reason,
      TokenListener listener,
      LatenessListener lateness,
      LongSupplier nanoTime,
      EventLoop loop,
      Consumer<Ending> ended) {
    this.length = length;
    this.reason = reason;
    this.listener = listener;
    this.lateness = lateness;
    this.nanoTime = nanoTime;
    this.loop = loop;
    this.ended = ended;
  }

  /** Begins, on the event loop of the generation. */
  void begin(DueTimes dueTimes) {
    due = dueTimes;
    if (!over && !paused) {
      arm();
    }
  }

  /** Whether it was admitted, as far as its event loop knows. */
  boolean begun() {
    return due != null;
  }

  /** Sets the timer to the next token. */
  private void arm() {
    long delay = Math.max(0, due.nanoTime() - nanoTime.getAsLong());
    timer = loop.schedule(this::wake, delay, TimeUnit.NANOSECONDS);
  }

  private void wake() {
    timer = null;
    try {
      handOver(takeDue(nanoTime.getAsLong()));
      if (over) {
        return;
      }
      if (handedOver == length) {
        end(Ending.COMPLETED);
        listener.finished(Finish.of(reason));
      } else if (!paused) {
        arm();
      }
    } catch (RuntimeException e) {
      if (!over) {
        end(Ending.FAILED);
      }
      listener.failed(e);
    }
  }

  /** Notes the due times of the tokens that are due and returns their number. */
  private int takeDue(long now) {
    int count = 0;
    while (handedOver + count < length && count < MAX_BATCH && due.nanoTime() - now <= 0) {
      if (count == batchDue.length) {
        batchDue = Arrays.copyOf(batchDue, count * 4);
      }
      batchDue[count++] = due.nanoTime();
      due.advance();
    }
    return count;
  }

  private void handOver(int count) {
    if (count == 0) {
      return;
    }
    int from = handedOver;
    handedOver += count;
    listener.tokens(ModelledText.tokens(from, count));
    long now = nanoTime.getAsLong();
    for (int i = 0; i < count; i++) {
      long late = now - batchDue[i];
      lateness.late(resumed ? Math.min(late, now - resumedNanoTime) : late);
    }
  }

  private void end(Ending ending) {
    over = true;
    if (timer != null) {
      timer.cancel(false);
      timer = null;
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
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  @Override
  public void resume() {
    if (!paused) {
      return;
    }
    paused = false;
    resumed = true;
    resumedNanoTime = nanoTime.getAsLong();
    if (!over && timer == null && due != null) {
      arm();
    }
  }
}
