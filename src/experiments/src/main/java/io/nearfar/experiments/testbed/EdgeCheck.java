package io.nearfar.experiments.testbed;

import io.nearfar.experiments.Failure;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether an edge decides, answers from both tiers and measures.
 *
 * @param edge root of the edge
 * @param patience how long to wait until it answers at all
 */
record EdgeCheck(URI edge, Duration patience) {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int TOKENS = 16;
  private static final String MEASURED = "nearfar_tasks_total";

  /**
   * What came of a request; times in seconds.
   *
   * @param asked the model that was asked for
   * @param delaySeconds from sending the request to the end of the answer, the network included
   */
  record Answer(
      String asked,
      String decision,
      String origin,
      String model,
      double ttftSeconds,
      double promisedTtftSeconds,
      double delaySeconds,
      double promisedDelaySeconds) {}

  /**
   * Asks each model, then the policy.
   *
   * @return three answers, in this order
   * @throws Failure when a request is not answered, by the model that was asked for and with the
   *     headers of a decision, or does not appear among the metrics
   */
  List<Answer> run() throws InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    double before = measured(new PatientHttp(client, patience));
    PatientHttp http = new PatientHttp(client, Duration.ZERO);
    List<Answer> answers = new ArrayList<>();
    for (String model : List.of("nearfar-local", "nearfar-offload", "nearfar")) {
      answers.add(ask(http, model));
    }
    double counted = measured(http) - before;
    if (counted < answers.size()) {
      throw new Failure(
          edge.resolve("/q/metrics")
              + ": "
              + MEASURED
              + " has grown by "
              + counted
              + " over "
              + answers.size()
              + " requests; it must count each");
    }
    return answers;
  }

  private Answer ask(PatientHttp http, String model) throws InterruptedException {
    String body =
        """
        {"model": "%s", "stream": true, "ignore_eos": true, "max_tokens": %d,
         "messages": [{"role": "user", "content": "Does it answer?"}]}"""
            .formatted(model, TOKENS);
    HttpRequest request =
        HttpRequest.newBuilder(edge.resolve("/v1/chat/completions"))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .header("Nearfar-Run", "check")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    long sent = System.nanoTime();
    HttpResponse<Stream<String>> response = http.send(request, BodyHandlers.ofLines());
    List<String> lines = new ArrayList<>();
    double ttftSeconds = Double.NaN;
    try (Stream<String> events = response.body()) {
      for (Iterator<String> i = events.iterator(); i.hasNext(); ) {
        String line = i.next();
        if (Double.isNaN(ttftSeconds) && line.contains("\"content\":\"")) {
          ttftSeconds = secondsSince(sent);
        }
        lines.add(line);
      }
    }
    if (response.statusCode() != 200) {
      throw new Failure(
          model
              + ": status "
              + response.statusCode()
              + ": "
              + ErrorBody.message(String.join("\n", lines)));
    }
    if (!lines.contains("data: [DONE]")) {
      throw new Failure(model + ": the stream ended without [DONE]: " + last(lines));
    }
    return answer(model, response.headers(), ttftSeconds, secondsSince(sent));
  }

  private Answer answer(String asked, HttpHeaders headers, double ttft, double delay) {
    String tier = header(asked, headers, "Nearfar-Tier");
    String decision = header(asked, headers, "Nearfar-Decision");
    headers
        .firstValue("Nearfar-Fallback")
        .ifPresent(
            reason -> {
              throw new Failure(
                  asked
                      + ": decided "
                      + decision
                      + ", answered by the other tier, "
                      + tier
                      + ": "
                      + reason);
            });
    boolean pinned = asked.startsWith("nearfar-");
    if (pinned && !asked.equals("nearfar-" + decision)) {
      throw new Failure(asked + ": Nearfar-Decision is " + decision);
    }
    return new Answer(
        asked,
        decision,
        header(asked, headers, "Nearfar-Origin"),
        header(asked, headers, "Nearfar-Model"),
        ttft,
        Double.parseDouble(header(asked, headers, "Nearfar-Predicted-TTFT")),
        delay,
        Double.parseDouble(header(asked, headers, "Nearfar-Predicted-Delay")));
  }

  private static String header(String asked, HttpHeaders headers, String name) {
    return headers
        .firstValue(name)
        .orElseThrow(() -> new Failure(asked + ": the answer has no header " + name));
  }

  /** Sum of a counter over its labels; 0 before its first event. */
  private double measured(PatientHttp http) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(edge.resolve("/q/metrics")).timeout(TIMEOUT).build();
    HttpResponse<Stream<String>> response = http.send(request, BodyHandlers.ofLines());
    try (Stream<String> lines = response.body()) {
      if (response.statusCode() != 200) {
        throw new Failure(request.uri() + " answered status " + response.statusCode());
      }
      return lines
          .filter(line -> line.startsWith(MEASURED))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    }
  }

  private static String last(List<String> lines) {
    return lines.stream().filter(line -> !line.isBlank()).reduce((a, b) -> b).orElse("(nothing)");
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
