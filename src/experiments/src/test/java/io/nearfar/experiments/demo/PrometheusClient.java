package io.nearfar.experiments.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Asks a Prometheus as Grafana does. */
record PrometheusClient(URI root) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** The text at an address, which must be there. */
  static String get(URI address) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(address + " answers " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  /**
   * How many numbers a query's answer has; what is no number is not seen in a panel.
   *
   * @param since from when on a query with a time axis is asked, for every second
   * @throws IOException when it cannot be parsed or evaluated
   */
  int numbers(ShownQuery query, Instant since) throws IOException, InterruptedException {
    String path =
        query.instant()
            ? "/api/v1/query?query=" + encoded(query.expression())
            : "/api/v1/query_range?step=1&start=%d&end=%d&query=%s"
                .formatted(
                    since.getEpochSecond(),
                    Instant.now().getEpochSecond(),
                    encoded(query.expression()));
    List<JsonNode> samples = new ArrayList<>();
    for (JsonNode series : data(path).path("result")) {
      if (query.instant()) {
        samples.add(series.path("value"));
      } else {
        series.path("values").forEach(samples::add);
      }
    }
    return (int)
        samples.stream().filter(s -> !s.path(1).textValue().matches("NaN|[+-]Inf")).count();
  }

  /** Values of a label of series that a selector matches. */
  List<String> labelValues(String label, String selector) throws IOException, InterruptedException {
    List<String> values = new ArrayList<>();
    data("/api/v1/label/" + label + "/values?match%5B%5D=" + encoded(selector))
        .forEach(value -> values.add(value.textValue()));
    return values;
  }

  /** The rules that it has loaded. */
  List<JsonNode> rules() throws IOException, InterruptedException {
    List<JsonNode> rules = new ArrayList<>();
    for (JsonNode group : data("/api/v1/rules").path("groups")) {
      group.path("rules").forEach(rules::add);
    }
    return rules;
  }

  private JsonNode data(String path) throws IOException, InterruptedException {
    return JSON.readTree(get(root.resolve(path))).path("data");
  }

  private static String encoded(String query) {
    return URLEncoder.encode(query, StandardCharsets.UTF_8);
  }
}
