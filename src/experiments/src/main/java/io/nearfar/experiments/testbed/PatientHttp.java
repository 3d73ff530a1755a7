package io.nearfar.experiments.testbed;

import io.nearfar.experiments.Failure;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;

/**
 * Requests to an edge that may be away for a while: one that is being replaced, or whose database
 * is.
 *
 * @param http sends them
 * @param patience for how long to try again; zero: not at all
 */
public record PatientHttp(HttpClient http, Duration patience) {

  /** A run of many minutes is worth the wait for an edge or a database that is being replaced. */
  public static final Duration FOR_A_RUN = Duration.ofMinutes(10);

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Set<Integer> AWAY = Set.of(502, 503, 504);

  /**
   * Sends a request that does no harm when it comes twice.
   *
   * @return the answer, whatever its status; 502, 503 and 504 only when patience is at its end
   * @throws Failure when no edge answers
   */
  public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws InterruptedException {
    long start = System.nanoTime();
    boolean said = false;
    while (true) {
      boolean last = System.nanoTime() - start >= patience.toNanos();
      String away;
      try {
        HttpResponse<T> response = http.send(request, handler);
        if (last || !AWAY.contains(response.statusCode())) {
          return response;
        }
        away = "status " + response.statusCode();
      } catch (IOException e) {
        if (last) {
          throw new Failure(
              "no edge answers at " + request.uri() + ": " + ErrorBody.ofNetwork(e), e);
        }
        away = ErrorBody.ofNetwork(e);
      }
      if (!said) {
        System.err.printf(
            "waiting for %s, at most %d s: %s%n", request.uri(), patience.toSeconds(), away);
        said = true;
      }
      Thread.sleep(PAUSE.toMillis());
    }
  }
}
