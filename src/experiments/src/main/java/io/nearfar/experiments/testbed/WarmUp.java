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
 * compiled. They have a run label of their own and are no part of the run.
 */
final class WarmUp {

  private static final List<String> PINNED = List.of("nearfar-local", "nearfar-offload");
  private static final int WAVE = 20;
  private static final Task TASK = new Task(0, ServiceType.REGULAR, 64, 32);

  private final EdgeClient client;
  private final URI edge;

  WarmUp(EdgeClient client, URI edge) {
    this.client = client;
    this.edge = edge;
  }

  /**
   * Sends {@code count} requests to each tier, wave by wave: the first waves pay for what is cold,
   * and the last ones leave the edge with a backhaul estimate that is not theirs.
   *
   * @throws Failure when one fails: a run that begins broken is not worth its time
   */
  void run(String run, int count) throws InterruptedException {
    for (int first = 0; first < count; first += WAVE) {
      List<CompletableFuture<ClientRecord>> answers = new ArrayList<>();
      for (int i = first; i < Math.min(first + WAVE, count); i++) {
        for (String model : PINNED) {
          EdgeRequest request = EdgeRequest.of(edge, model, run + "-warmup", model + "-" + i, TASK);
          answers.add(client.send(request, new RunCounts()));
        }
      }
      for (CompletableFuture<ClientRecord> answer : answers) {
        check(get(answer));
      }
    }
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
