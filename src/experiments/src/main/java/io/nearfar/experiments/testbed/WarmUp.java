package io.nearfar.experiments.testbed;

import io.nearfar.experiments.Failure;
import io.nearfar.experiments.result.ClientRecord;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Task;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Requests to both tiers before the clock starts, so that connections are open and code is
 * compiled. They are no part of the run, nor of any other.
 */
final class WarmUp {

  private static final List<String> PINNED = List.of("nearfar-local", "nearfar-offload");
  private static final int WAVE = 20;
  private static final int BUSY = 503;
  private static final Task TASK = new Task(0, ServiceType.REGULAR, 64, 32);

  private final EdgeClient client;
  private final URI edge;

  WarmUp(EdgeClient client, URI edge) {
    this.client = client;
    this.edge = edge;
  }

  /**
   * Sends {@code count} requests to each tier, wave by wave: the first waves pay for what is cold,
   * and the last ones leave the edge with a backhaul estimate that is not theirs. What a model
   * refuses because it is busy with the others is asked again.
   *
   * @throws Failure when one fails: a run that begins broken is not worth its time
   */
  void run(int count) throws InterruptedException {
    for (int first = 0; first < count; first += WAVE) {
      List<EdgeRequest> wave = new ArrayList<>();
      for (int i = first; i < Math.min(first + WAVE, count); i++) {
        for (String model : PINNED) {
          wave.add(EdgeRequest.warmUp(edge, model, model + "-" + i, TASK));
        }
      }
      while (!wave.isEmpty()) {
        wave = refused(wave);
      }
    }
  }

  /** Sends all of them, and returns those that were refused while others were answered. */
  private List<EdgeRequest> refused(List<EdgeRequest> wave) throws InterruptedException {
    List<CompletableFuture<ClientRecord>> answers =
        wave.stream().map(request -> client.send(request, new RunCounts())).toList();
    List<ClientRecord> seen = new ArrayList<>();
    for (CompletableFuture<ClientRecord> answer : answers) {
      seen.add(get(answer));
    }
    boolean answered = seen.stream().anyMatch(record -> record.error().isEmpty());
    List<EdgeRequest> again = new ArrayList<>();
    for (int i = 0; i < wave.size(); i++) {
      if (answered && seen.get(i).status() == BUSY) {
        again.add(wave.get(i));
      } else {
        check(seen.get(i));
      }
    }
    return again;
  }

  private void check(ClientRecord seen) {
    if (seen.error().isPresent()) {
      throw new Failure(
          "warm-up request "
              + seen.task()
              + " to "
              + edge
              + " failed: "
              + seen.error().get()
              + "\nTo run without a warm-up say --warmup 0");
    }
  }

  private static ClientRecord get(CompletableFuture<ClientRecord> answer)
      throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an answer was not recorded", e.getCause());
    }
  }
}
