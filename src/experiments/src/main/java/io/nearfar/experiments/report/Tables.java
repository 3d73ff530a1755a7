package io.nearfar.experiments.report;

import io.nearfar.model.policy.Origin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The tables of a report; each fits a terminal of 120 columns. */
final class Tables {

  private static final List<String> WHO = List.of("tier", "service type", "tasks");

  private Tables() {}

  /** Measured beside analytic. */
  static Table comparison(Summary summary) {
    List<Table.Span> spans = new ArrayList<>(List.of(new Table.Span("", WHO.size())));
    List<String> headings = new ArrayList<>(WHO);
    for (Quantity quantity : Quantity.values()) {
      spans.add(new Table.Span(quantity.title() + " " + quantity.unit(), 3));
      headings.addAll(List.of("meas.", "model", "err %"));
    }
    List<Table.Row> rows = new ArrayList<>();
    for (Group group : summary.groups()) {
      List<String> cells = who(group, group.completed());
      for (Quantity quantity : Quantity.values()) {
        Comparison comparison = group.comparisons().get(quantity);
        cells.add(Numbers.of(quantity.inUnit(comparison.measuredMeanSeconds())));
        cells.add(Numbers.of(quantity.inUnit(comparison.analyticMeanSeconds())));
        cells.add(Numbers.fixed(comparison.errorPercent(), 2));
      }
      rows.add(row(group, cells));
    }
    return new Table("Measured and analytic", spans, headings, 2, rows);
  }

  /** How the tasks ended and what they were worth. */
  static Table outcome(Summary summary) {
    List<Table.Span> spans =
        List.of(
            new Table.Span("", WHO.size()),
            new Table.Span("ended", 4),
            new Table.Span("delay s", 3),
            new Table.Span("worth", 3));
    List<String> headings = new ArrayList<>(WHO);
    headings.addAll(
        List.of(
            "completed",
            "fallback",
            "cancelled",
            "failed",
            "p50",
            "p95",
            "p99",
            "success %",
            "reward",
            "regret"));
    List<Table.Row> rows = new ArrayList<>();
    for (Group group : summary.groups()) {
      List<String> cells = who(group, group.tasks());
      Stream.of(group.completed(), group.hopFallbacks(), group.cancelled(), group.failed())
          .forEach(count -> cells.add(String.valueOf(count)));
      Stream.of(group.p50DelaySeconds(), group.p95DelaySeconds(), group.p99DelaySeconds())
          .forEach(seconds -> cells.add(Numbers.of(seconds)));
      cells.add(Numbers.fixed(percent(group.successRate()), 1));
      cells.add(Numbers.fixed(group.meanReward(), 2));
      cells.add(Numbers.fixed(group.meanRegretSeconds(), 3));
      rows.add(row(group, cells));
    }
    return new Table("Outcome", spans, headings, 2, rows);
  }

  /** Where the decisions came from. */
  static Table decisions(Summary summary) {
    List<Origin> origins = Arrays.asList(Origin.values());
    List<Table.Span> spans =
        List.of(
            new Table.Span("", WHO.size()),
            new Table.Span("decisions by origin", origins.size()),
            new Table.Span("decided", 1),
            new Table.Span("", 1));
    List<String> headings = new ArrayList<>(WHO);
    origins.forEach(origin -> headings.add(origin.word()));
    headings.add("offload %");
    headings.add("infeasible");
    List<Table.Row> rows = new ArrayList<>();
    for (Group group : summary.groups()) {
      List<String> cells = who(group, group.tasks());
      origins.forEach(origin -> cells.add(String.valueOf(group.decisions().get(origin))));
      cells.add(Numbers.fixed(percent(group.offloadShare()), 1));
      cells.add(String.valueOf(group.infeasible()));
      rows.add(row(group, cells));
    }
    return new Table("Decisions", spans, headings, 2, rows);
  }

  /** What the users saw. */
  static Table clients(ClientView clients) {
    List<Table.Span> spans =
        List.of(
            new Table.Span("", WHO.size()),
            new Table.Span("TTFT s", 3),
            new Table.Span("delay s", 3));
    List<String> headings =
        List.of(
            "tier",
            "service type",
            "requests",
            "client",
            "gateway",
            "diff. ms",
            "client",
            "gateway",
            "diff. ms");
    List<Table.Row> rows = new ArrayList<>();
    for (ClientView.Row row : clients.rows()) {
      List<String> cells = new ArrayList<>();
      cells.add(row.tier().word());
      cells.add(row.serviceType().word());
      cells.add(String.valueOf(row.requests()));
      for (ClientView.Pair pair : List.of(row.ttft(), row.delay())) {
        cells.add(Numbers.of(pair.clientMeanSeconds()));
        cells.add(Numbers.of(pair.gatewayMeanSeconds()));
        cells.add(Numbers.of(milliseconds(pair.differenceMeanSeconds())));
      }
      rows.add(new Table.Row(false, cells));
    }
    return new Table("Seen by the clients", spans, headings, 2, rows);
  }

  private static List<String> who(Group group, int tasks) {
    return new ArrayList<>(List.of(group.tierWord(), group.typeWord(), String.valueOf(tasks)));
  }

  private static Table.Row row(Group group, List<String> cells) {
    return new Table.Row(group.serviceType().isEmpty(), cells);
  }

  private static OptionalDouble milliseconds(OptionalDouble seconds) {
    return Quantity.BACKHAUL.inUnit(seconds);
  }

  private static OptionalDouble percent(OptionalDouble share) {
    return share.isPresent()
        ? OptionalDouble.of(100 * share.getAsDouble())
        : OptionalDouble.empty();
  }
}
