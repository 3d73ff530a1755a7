package io.nearfar.experiments.report;

import io.nearfar.experiments.result.ClientRecord;
import io.nearfar.model.outcome.Ending;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Tier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the users saw, beside what the gateway saw of the same tasks.
 *
 * @param rows per tier and service type; only of groups with requests
 * @param requests all requests of clients
 * @param errors requests that did not get the whole answer, by what went wrong
 * @param unknown requests whose task is in no task record; they are in no row
 */
record ClientView(List<Row> rows, int requests, Map<String, Integer> errors, int unknown) {

  /**
   * A row.
   *
   * @param tier who generated
   * @param serviceType of the tasks
   * @param requests with a whole answer, whose task the gateway saw completed
   * @param ttft with its gateway's twin; over streamed answers
   * @param delay with its gateway's twin
   */
  record Row(Tier tier, ServiceType serviceType, int requests, Pair ttft, Pair delay) {

    Map<String, Object> columns() {
      Map<String, Object> columns = new LinkedHashMap<>();
      columns.put("tier", tier.word());
      columns.put("service_type", serviceType.word());
      columns.put("requests", requests);
      ttft.columns("ttft", columns);
      delay.columns("delay", columns);
      return columns;
    }
  }

  /** Mean at the client, at the gateway, and of the difference, in seconds. */
  record Pair(
      OptionalDouble clientMeanSeconds,
      OptionalDouble gatewayMeanSeconds,
      OptionalDouble differenceMeanSeconds) {

    static Pair of(List<double[]> values) {
      return new Pair(
          Comparison.mean(values.stream().mapToDouble(v -> v[0]).toArray()),
          Comparison.mean(values.stream().mapToDouble(v -> v[1]).toArray()),
          Comparison.mean(values.stream().mapToDouble(v -> v[0] - v[1]).toArray()));
    }

    private void columns(String name, Map<String, Object> columns) {
      columns.put(name + "_client_mean_seconds", Group.cell(clientMeanSeconds));
      columns.put(name + "_gateway_mean_seconds", Group.cell(gatewayMeanSeconds));
      columns.put(name + "_difference_mean_seconds", Group.cell(differenceMeanSeconds));
    }
  }

  static ClientView of(List<ClientRecord> clients, List<TaskRecord> tasks) {
    Map<String, TaskRecord> byId =
        tasks.stream()
            .collect(Collectors.toMap(TaskRecord::id, Function.identity(), (first, next) -> first));
    Map<String, Integer> errors = new TreeMap<>();
    clients.forEach(c -> c.error().ifPresent(error -> errors.merge(error, 1, Integer::sum)));
    List<Row> rows = new ArrayList<>();
    for (Tier tier : Tier.values()) {
      for (ServiceType type : ServiceType.values()) {
        row(tier, type, clients, byId).ifPresent(rows::add);
      }
    }
    int unknown = (int) clients.stream().filter(c -> !byId.containsKey(c.task())).count();
    return new ClientView(rows, clients.size(), errors, unknown);
  }

  private static Optional<Row> row(
      Tier tier, ServiceType type, List<ClientRecord> clients, Map<String, TaskRecord> byId) {
    List<double[]> ttfts = new ArrayList<>();
    List<double[]> delays = new ArrayList<>();
    for (ClientRecord client : clients) {
      TaskRecord task = byId.get(client.task());
      if (task == null
          || task.tier() != tier
          || task.task().serviceType() != type
          || task.ending() != Ending.COMPLETED
          || client.error().isPresent()
          || !Double.isFinite(client.ttftSeconds().orElse(0))) {
        continue;
      }
      delays.add(new double[] {client.delaySeconds(), task.measured().delaySeconds()});
      if (client.ttftSeconds().isPresent() && task.measured().ttftSeconds().isPresent()) {
        ttfts.add(
            new double[] {
              client.ttftSeconds().getAsDouble(), task.measured().ttftSeconds().getAsDouble()
            });
      }
    }
    return delays.isEmpty()
        ? Optional.empty()
        : Optional.of(new Row(tier, type, delays.size(), Pair.of(ttfts), Pair.of(delays)));
  }
}
