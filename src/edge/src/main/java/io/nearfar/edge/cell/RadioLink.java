package io.nearfar.edge.cell;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The radio link that carries one answer to its user: a token arrives 8 s/C after it and its
 * predecessor are there (streamed delivery of the delay model). Arrivals have absolute times: a
 * late timer does not delay the next token.
 *
 * <p>Little waits here: the source is told to pause while {@value #MOST_WAITING} pieces wait. All
 * of it happens on one event loop.
 */
public final class RadioLink {

  private static final int MOST_WAITING = 64;
  private static final double NANOS_PER_SECOND = 1e9;

  /** Wakes a link. */
  @FunctionalInterface
  interface Alarm {
    /** Runs {@code wake} at a time of {@link System#nanoTime}, on the link's event loop. */
    Future<?> at(long nanoTime, Runnable wake);
  }

  private record Piece(long arrivalNanoTime, Runnable arrival) {}

  private final double tokenNanos;
  private final LongSupplier clock;
  private final Alarm alarm;
  private final ArrayDeque<Piece> waiting = new ArrayDeque<>();
  private Runnable pause = () -> {};
  private Runnable resume = () -> {};
  private long freeNanoTime;
  private Future<?> timer;
  private boolean held;
  private boolean sourcePaused;
  private boolean closed;

  RadioLink(double tokenSeconds, LongSupplier clock, Alarm alarm) {
    this.tokenNanos = tokenSeconds * NANOS_PER_SECOND;
    this.clock = clock;
    this.alarm = alarm;
    this.freeNanoTime = clock.getAsLong();
  }

  /** A link that takes no time: nothing ever waits. */
  public static RadioLink unlimited() {
    return new RadioLink(0, System::nanoTime, (nanoTime, wake) -> null);
  }

  /**
   * A link on the real clock.
   *
   * @param tokenSeconds 8 s/C: how long a token is on air, > 0
   */
  static RadioLink of(double tokenSeconds, EventLoop loop) {
    return new RadioLink(
        tokenSeconds,
        System::nanoTime,
        (nanoTime, wake) ->
            loop.schedule(wake, Math.max(0, nanoTime - System.nanoTime()), TimeUnit.NANOSECONDS));
  }

  /** Whether a token takes time. */
  public boolean limits() {
    return tokenNanos > 0;
  }

  /** Names the source of what is sent: how it pauses, and how it goes on. */
  public void source(Runnable pausing, Runnable resuming) {
    pause = pausing;
    resume = resuming;
  }

  /**
   * Sends what has just become ready.
   *
   * @param tokens how many tokens it has; without any it follows its predecessor at once
   * @param arrival is run when it has arrived
   */
  public void send(int tokens, Runnable arrival) {
    long now = clock.getAsLong();
    long start = freeNanoTime - now > 0 ? freeNanoTime : now;
    freeNanoTime = start + Math.round(tokens * tokenNanos);
    if (waiting.isEmpty() && !held && freeNanoTime - now <= 0) {
      arrival.run();
      return;
    }
    waiting.addLast(new Piece(freeNanoTime, arrival));
    if (waiting.size() >= MOST_WAITING && !sourcePaused) {
      sourcePaused = true;
      pause.run();
    }
    arm();
  }

  /**
   * Keeps what arrives back, because the client does not read. A link that takes no time keeps
   * nothing.
   */
  public void hold() {
    held = limits();
  }

  /** Ends a hold: what has arrived meanwhile is handed on at once. */
  public void release() {
    if (held) {
      held = false;
      arm();
    }
  }

  /** Whether the source is to wait, since enough does. */
  public boolean full() {
    return sourcePaused;
  }

  /** Forgets what waits: nobody wants it any more. */
  public void close() {
    closed = true;
    waiting.clear();
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private void arm() {
    if (timer == null && !held && !waiting.isEmpty()) {
      timer = alarm.at(waiting.peekFirst().arrivalNanoTime(), this::wake);
    }
  }

  private void wake() {
    timer = null;
    while (!held && !waiting.isEmpty() && due(waiting.peekFirst())) {
      waiting.pollFirst().arrival().run();
    }
    if (sourcePaused && !closed && waiting.size() <= MOST_WAITING / 2) {
      sourcePaused = false;
      resume.run();
    }
    arm();
  }

  private boolean due(Piece piece) {
    return piece.arrivalNanoTime() - clock.getAsLong() <= 0;
  }
}
