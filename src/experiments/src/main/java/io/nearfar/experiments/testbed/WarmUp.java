package io.nearfar.experiments.testbed;

import io.nearfar.experiments.Failure;
import io.nearfar.experiments.result.ClientRecord;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Task;
import java.net.URI;
import java.time.Duration;
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
  private static final int NOT_NOW = 503;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Task TASK = new Task(0, ServiceType.REGULAR, 64, 32);

  private final EdgeClient client;
  private final URI edge;
  private final Duration patience;

  WarmUp(EdgeClient client, URI edge) {
    this(client, edge, PATIENCE);
  }

  /** With a bound on how long nothing but refusals may come. */
  WarmUp(EdgeClient client, URI edge, Duration patience) {
    this.client = client;
    this.edge = edge;
    this.patience = patience;
  }

  /**
   * Sends {@code count} requests to each tier, wave by wave: the first waves pay for what is cold,
   * and the last ones leave the edge with a backhaul estimate that is not theirs. What is refused
   * for now, by a model that is busy with the others or by a circuit breaker, is asked again.
   *
   * @throws Failure when one fails, or is refused for too long: a run that begins broken is not
   *     worth its time
   */
  void run(int count) throws InterruptedException {
    for (int first = 0; first < count; first += WAVE) {
      List<EdgeRequest> wave = new ArrayList<>();
      for (int i = first; i < Math.min(first + WAVE, count); i++) {
        for (String model : PINNED) {
          wave.add(EdgeRequest.warmUp(edge, model, model + "-" + i, TASK));
        }
      }
      send(wave);
    }
  }

  private void send(List<EdgeRequest> wave) throws InterruptedException {
    List<EdgeRequest> waiting = wave;
    long lastAnswer = System.nanoTime();
    while (!waiting.isEmpty()) {
      boolean last = System.nanoTime() - lastAnswer >= patience.toNanos();
      List<EdgeRequest> refused = refused(waiting, last);
      if (refused.size() < waiting.size()) {
        lastAnswer = System.nanoTime();
      } else {
        Thread.sleep(PAUSE.toMillis());
      }
      waiting = refused;
    }
  }

  /**
   * Sends requests, and returns those that are to be asked again; none when this is the last try.
   */
  private List<EdgeRequest> refused(List<EdgeRequest> requests, boolean last)
      throws InterruptedException {
    List<CompletableFuture<ClientRecord>> answers =
        requests.stream().map(request -> client.send(request, new RunCounts())).toList();
    List<EdgeRequest> again = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      ClientRecord seen = get(answers.get(i));
      if (!last && seen.status() == NOT_NOW) {
        again.add(requests.get(i));
      } else {
        check(seen);
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
