package io.nearfar.experiments.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that keep their connections, ask again as soon as they have an answer, and try nothing
 * twice. Their requests last from 40 ms to 1.2 s, are streamed or whole, and go to both tiers. One
 * client asks for long streams only: who stops when nothing else is under way stops between two of
 * its requests.
 */
final class SteadyLoad implements AutoCloseable {

  private static final int[] TOKENS = {3, 40, 110, 220};
  private static final int LONG = 600;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final URI edge;
  private final List<Thread> clients = new ArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean over;

  SteadyLoad(URI edge, int clients) {
    this.edge = edge;
    for (int i = 0; i < clients; i++) {
      int client = i;
      Thread thread = new Thread(() -> askOnAndOn(client == 0), "client-" + i);
      this.clients.add(thread);
      thread.start();
    }
  }

  private void askOnAndOn(boolean longStreams) {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    while (!over) {
      int number = asked.getAndIncrement();
      if (longStreams) {
        ask(client, number, LONG, true);
      } else {
        ask(client, number, TOKENS[number % TOKENS.length], number % 3 != 0);
      }
    }
  }

  private void ask(HttpClient client, int number, int tokens, boolean streamed) {
    String model = number / 2 % 2 == 0 ? "nearfar-local" : "nearfar-offload";
    String body =
        "{\"model\":\"%s\",\"stream\":%s,\"ignore_eos\":true,\"max_tokens\":%d,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"
            .formatted(model, streamed, tokens);
    HttpRequest request =
        HttpRequest.newBuilder(edge.resolve("/v1/chat/completions"))
            .timeout(LONGEST_WAIT)
            .header("Content-Type", "application/json")
            .header("Nearfar-Run", "rolling")
            .header("Nearfar-Task", "t" + number)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    String what = model + ", " + tokens + " tokens, streamed " + streamed + ": ";
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() == 200 && isWhole(answer.body(), streamed, tokens)) {
        answered.incrementAndGet();
      } else {
        failures.add(what + answer.statusCode() + " " + answer.body());
      }
    } catch (IOException e) {
      failures.add(what + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isWhole(String body, boolean streamed, int tokens) {
    return streamed
        ? body.endsWith("data: [DONE]\n\n")
            && body.lines().filter(line -> line.contains("\"content\":\"")).count() >= tokens
        : body.contains("\"completion_tokens\":" + tokens);
  }

  /** Waits for so many answers more; the failures so far end the wait. */
  void awaitAnswers(int more) throws InterruptedException {
    int enough = answered.get() + more;
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (answered.get() < enough && failures.isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(10);
    }
  }

  int answered() {
    return answered.get();
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  /** Asks for nothing more and waits for the last answers. */
  @Override
  public void close() {
    over = true;
    try {
      for (Thread client : clients) {
        client.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
