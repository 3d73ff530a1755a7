package io.nearfar.experiments.report;

import io.nearfar.experiments.result.Replication;
import io.nearfar.experiments.result.ResultException;
import io.nearfar.experiments.result.RunDirectory;
import io.nearfar.experiments.result.RunFacts;
import io.nearfar.experiments.result.SeedMeasure;
import io.nearfar.experiments.result.SeedRow;
import io.nearfar.model.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The report of a run over many seeds. It does not say when the run was and how long it took: a run
 * that was merged from shards has the same bytes as one that was whole.
 */
final class SeedReport {

  private static final String EXPLANATION =
      "Means over seeds of what each seed's run has; +- is half of the 95 % confidence interval"
          + " (Student's t). A percentile is the mean of the seeds' percentiles.";

  private final RunFacts facts;
  private final Scenario scenario;
  private final Replication replication;
  private final List<SeedRow> rows;
  private final List<SeedGroup> groups;

  private SeedReport(RunDirectory directory) {
    facts = directory.facts();
    scenario = directory.parsedScenario();
    replication =
        facts
            .replication()
            .orElseThrow(
                () ->
                    new ResultException(
                        directory.path() + " has seeds.csv, but run.json does not say which seeds",
                        null));
    rows = directory.seeds();
    groups = SeedGroup.of(rows);
  }

  /** Writes the files of the report and returns its lines. */
  static List<String> write(RunDirectory directory, Path page) throws IOException {
    SeedReport report = new SeedReport(directory);
    List<Map<String, Object>> columns = report.groups.stream().map(SeedGroup::columns).toList();
    SummaryFiles.writeCsv(columns, directory.path().resolve("results.csv"));
    SummaryFiles.writeJson(report.tree(columns), directory.path().resolve("summary.json"));
    Files.writeString(page, report.page());
    return report.lines();
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    TerminalReport.wrap(
        "Run "
            + facts.run()
            + ": policy "
            + scenario.policy().name()
            + ", decision model "
            + facts.decisionModel()
            + ", virtual clock, "
            + seeds(),
        lines);
    lines.add("");
    lines.add(table().title());
    lines.addAll(table().lines());
    TerminalReport.wrap(EXPLANATION, lines);
    notes().forEach(note -> TerminalReport.wrap(note, lines));
    facts.decisionCost().ifPresent(cost -> TerminalReport.wrap(CostFacts.sentence(cost), lines));
    return lines;
  }

  private List<String> notes() {
    long infeasible = groups.get(groups.size() - 1).infeasible();
    return infeasible == 0 ? List.of() : List.of(Summary.infeasibleNote(infeasible));
  }

  private String seeds() {
    String part = replication.complete() ? "" : ", shard " + replication.shard();
    return replication.seeds() + part;
  }

  private String page() {
    List<Fact> all = new ArrayList<>(List.of(new Fact("Seeds", seeds())));
    all.addAll(Headline.setting(scenario, facts.decisionModel()));
    facts.decisionCost().ifPresent(cost -> all.addAll(CostFacts.of(cost)));
    return HtmlPage.of(
        facts.run(),
        Numbers.count(replication.seeds().count(), "run")
            + " of one scenario, simulated on a virtual clock, that differ in their seed alone.",
        all,
        List.of(new HtmlPage.Part(table(), EXPLANATION, notes())),
        SeedFigures.of(rows));
  }

  private Table table() {
    List<Table.Span> spans =
        List.of(
            new Table.Span("", 3),
            new Table.Span("delay s", 5),
            new Table.Span("success %", 2),
            new Table.Span("reward", 2),
            new Table.Span("regret s", 2),
            new Table.Span("decided %", 2));
    List<String> headings =
        List.of(
            "tier",
            "service type",
            "tasks",
            "mean",
            "+-",
            "p50",
            "p95",
            "p99",
            "mean",
            "+-",
            "mean",
            "+-",
            "mean",
            "+-",
            "offload",
            "fallback");
    return new Table(
        "Over seeds", spans, headings, 2, groups.stream().map(SeedReport::row).toList());
  }

  private static Table.Row row(SeedGroup group) {
    return new Table.Row(
        group.total(),
        List.of(
            group.tier(),
            group.serviceType(),
            String.valueOf(group.tasks()),
            Numbers.of(group.mean(SeedMeasure.DELAY)),
            Numbers.of(group.halfWidth(SeedMeasure.DELAY)),
            Numbers.of(group.mean(SeedMeasure.DELAY_P50)),
            Numbers.of(group.mean(SeedMeasure.DELAY_P95)),
            Numbers.of(group.mean(SeedMeasure.DELAY_P99)),
            Numbers.fixed(percent(group.mean(SeedMeasure.SUCCESS)), 2),
            Numbers.fixed(percent(group.halfWidth(SeedMeasure.SUCCESS)), 2),
            Numbers.fixed(group.mean(SeedMeasure.REWARD), 3),
            Numbers.fixed(group.halfWidth(SeedMeasure.REWARD), 3),
            Numbers.fixed(group.mean(SeedMeasure.REGRET), 3),
            Numbers.fixed(group.halfWidth(SeedMeasure.REGRET), 3),
            Numbers.fixed(percent(group.mean(SeedMeasure.OFFLOAD)), 1),
            Numbers.fixed(percent(group.mean(SeedMeasure.FALLBACK)), 1)));
  }

  private static OptionalDouble percent(OptionalDouble share) {
    return share.isPresent()
        ? OptionalDouble.of(100 * share.getAsDouble())
        : OptionalDouble.empty();
  }

  private Map<String, Object> tree(List<Map<String, Object>> columns) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("run", facts.run());
    tree.put("scenario", scenario.name());
    tree.put("clock", facts.clock().word());
    tree.put("decision_model", facts.decisionModel());
    facts.decisionCost().ifPresent(cost -> tree.put("decision_cost", CostFacts.tree(cost)));
    tree.put("first_seed", replication.seeds().first());
    tree.put("seeds", replication.seeds().count());
    tree.put("shard", replication.shard().toString());
    tree.put("groups", columns);
    return tree;
  }
}
