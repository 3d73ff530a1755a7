package io.nearfar.experiments.testbed;

import io.nearfar.experiments.result.ClientRecord;
import io.nearfar.experiments.workload.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Sends tasks when they are due, whether earlier ones are answered or not. Each is due at an
 * absolute time, so that being late once makes nothing else late.
 */
final class OpenLoop {

  private final EdgeClient client;
  private final RunCounts counts;

  OpenLoop(EdgeClient client, RunCounts counts) {
    this.client = client;
    this.counts = counts;
  }

  /**
   * What came of a run.
   *
   * @param clients what each user saw, in order of arrival
   * @param lateness how late the requests were sent
   */
  record Outcome(List<ClientRecord> clients, Lateness lateness) {}

  /**
   * Sends all and waits for the last answer.
   *
   * @param arrivals in order of arrival
   * @param requests makes the request of an arrival, before it is due
   * @throws InterruptedException when stopped; what was under way is cancelled
   */
  Outcome run(List<Arrival> arrivals, Function<Arrival, EdgeRequest> requests)
      throws InterruptedException {
    List<CompletableFuture<ClientRecord>> answers = new ArrayList<>(arrivals.size());
    Lateness lateness = new Lateness(arrivals.size());
    try {
      long startNanos = System.nanoTime();
      for (Arrival arrival : arrivals) {
        EdgeRequest request = requests.apply(arrival);
        long dueNanos = startNanos + Math.round(arrival.atSeconds() * 1e9);
        waitUntil(dueNanos);
        lateness.add(System.nanoTime() - dueNanos);
        answers.add(client.send(request, counts));
      }
      return new Outcome(all(answers), lateness);
    } catch (InterruptedException e) {
      client.cancelAll();
      throw e;
    }
  }

  private static void waitUntil(long dueNanos) throws InterruptedException {
    for (long left = dueNanos - System.nanoTime(); left > 0; left = dueNanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedException("stopped while tasks were being sent");
      }
    }
  }

  private static List<ClientRecord> all(List<CompletableFuture<ClientRecord>> answers)
      throws InterruptedException {
    List<ClientRecord> records = new ArrayList<>(answers.size());
    for (CompletableFuture<ClientRecord> answer : answers) {
      try {
        records.add(answer.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException("an answer was not recorded", e.getCause());
      }
    }
    return records;
  }
}
