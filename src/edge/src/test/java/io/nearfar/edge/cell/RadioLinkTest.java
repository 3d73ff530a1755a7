package io.nearfar.edge.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RadioLinkTest {

  private static final long MILLI = 1_000_000;

  private record Alarm(long nanoTime, Runnable wake) implements Comparable<Alarm> {
    @Override
    public int compareTo(Alarm other) {
      return Long.compare(nanoTime, other.nanoTime);
    }
  }

  private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
  private final List<String> arrived = new ArrayList<>();
  private long now = 5_000 * MILLI;
  private final long start = now;

  /** A token is 10 ms on air. */
  private final RadioLink link = new RadioLink(0.01, () -> now, this::alarm);

  @Test
  void aTokenArrivesAfterItAndItsPredecessorAreThere() {
    // Ready at 0, 4, 8 and 50 ms: each waits for the one before it, the last for nobody.
    send(1, "one");
    at(4, () -> send(1, "two"));
    at(8, () -> send(1, "three"));
    at(50, () -> send(1, "four"));
    runTo(100);

    assertThat(arrived).containsExactly("one@10", "two@20", "three@30", "four@60");
  }

  @Test
  void severalTokensTogetherTakeAsLongAsOneByOne() {
    send(3, "three");
    send(1, "one");
    runTo(100);

    assertThat(arrived).containsExactly("three@30", "one@40");
  }

  @Test
  void whatIsNoTokenFollowsItsPredecessorAtOnce() {
    send(0, "head");
    send(1, "one");
    send(0, "end");
    runTo(100);

    assertThat(arrived).containsExactly("head@0", "one@10", "end@10");
  }

  @Test
  void aLateTimerDoesNotDelayTheNextToken() {
    send(1, "one");
    send(1, "two");
    send(1, "three");
    now = start + 25 * MILLI;
    alarms.poll().wake().run();
    runTo(100);

    assertThat(arrived).containsExactly("one@25", "two@25", "three@30");
  }

  @Test
  void theSourcePausesWhileMuchWaits() {
    List<String> source = new ArrayList<>();
    link.source(() -> source.add("pause@" + millis()), () -> source.add("resume@" + millis()));
    for (int token = 0; token < 64; token++) {
      assertThat(link.full()).isFalse();
      send(1, "token");
    }

    assertThat(link.full()).isTrue();
    runTo(1000);

    assertThat(arrived).hasSize(64).endsWith("token@640");
    assertThat(source).containsExactly("pause@0", "resume@320");
    assertThat(link.full()).isFalse();
  }

  @Test
  void aClientThatDoesNotReadHoldsWhatArrives() {
    send(1, "one");
    link.hold();
    send(1, "two");
    runTo(50);
    assertThat(arrived).isEmpty();

    link.release();
    runTo(60);

    // The air did not wait for the client.
    assertThat(arrived).containsExactly("one@50", "two@50");
  }

  @Test
  void aClientThatStopsReadingInBetweenGetsTheRestLater() {
    link.send(1, () -> link.hold());
    send(1, "two");
    runTo(50);
    assertThat(arrived).isEmpty();

    link.release();
    runTo(50);
    assertThat(arrived).containsExactly("two@50");
  }

  @Test
  void nothingArrivesAfterTheEnd() {
    List<String> source = new ArrayList<>();
    link.source(() -> source.add("pause"), () -> source.add("resume"));
    for (int token = 0; token < 70; token++) {
      send(1, "token");
    }
    link.close();
    runTo(1000);

    assertThat(arrived).isEmpty();
    assertThat(source).containsExactly("pause");
  }

  @Test
  void nothingWaitsWhereTheLinkTakesNoTime() {
    RadioLink unlimited = RadioLink.unlimited();
    unlimited.hold();
    unlimited.send(1000, () -> arrived.add("all"));

    assertThat(arrived).containsExactly("all");
    assertThat(unlimited.limits()).isFalse();
    assertThat(link.limits()).isTrue();
  }

  /** Alarms that are cancelled ring all the same: a link must not mind. */
  private Future<?> alarm(long nanoTime, Runnable wake) {
    alarms.add(new Alarm(nanoTime, wake));
    return new CompletableFuture<>();
  }

  private void send(int tokens, String name) {
    link.send(tokens, () -> arrived.add(name + "@" + millis()));
  }

  private void at(long millis, Runnable action) {
    alarms.add(new Alarm(start + millis * MILLI, action));
  }

  private void runTo(long millis) {
    long end = start + millis * MILLI;
    while (!alarms.isEmpty() && alarms.peek().nanoTime() <= end) {
      Alarm next = alarms.poll();
      now = Math.max(now, next.nanoTime());
      next.wake().run();
    }
    now = end;
  }

  private long millis() {
    return (now - start) / MILLI;
  }
}
