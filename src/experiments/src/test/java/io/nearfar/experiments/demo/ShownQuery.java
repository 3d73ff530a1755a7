package io.nearfar.experiments.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A query that somebody sees the answer of.
 *
 * @param where the dashboard with the panel, or the name of the rule
 * @param expression PromQL, without variables of Grafana
 * @param instant whether it is asked once, and not for each point of a time axis
 */
record ShownQuery(String where, String expression, boolean instant) {

  private static final Path ROOT = Path.of("../..");

  @Override
  public String toString() {
    return where + ": " + expression;
  }

  /** Those of all panels of all dashboards, with all that can be chosen chosen. */
  static List<ShownQuery> panels() throws IOException {
    List<ShownQuery> queries = new ArrayList<>();
    try (Stream<Path> files = Files.list(ROOT.resolve("grafana-dashboards"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        JsonNode dashboard = new JsonMapper().readTree(file.toFile());
        Map<String, String> all = new HashMap<>();
        for (JsonNode variable : dashboard.at("/templating/list")) {
          if (variable.path("includeAll").asBoolean()) {
            all.put(variable.path("name").textValue(), variable.path("allValue").textValue());
          }
        }
        for (JsonNode panel : dashboard.path("panels")) {
          for (JsonNode target : panel.path("targets")) {
            queries.add(
                new ShownQuery(
                    file.getFileName() + ", " + panel.path("title").textValue(),
                    PromQl.replaceVariables(target.path("expr").textValue(), all),
                    target.path("instant").asBoolean()));
          }
        }
      }
    }
    return queries;
  }

  /** Those of the recording rules. */
  static List<ShownQuery> records() throws IOException {
    List<ShownQuery> queries = new ArrayList<>();
    for (JsonNode rule : rules()) {
      if (rule.has("record")) {
        queries.add(
            new ShownQuery(rule.path("record").textValue(), rule.path("expr").textValue(), true));
      }
    }
    return queries;
  }

  /** Those of the alert rules. */
  static List<ShownQuery> alerts() throws IOException {
    List<ShownQuery> queries = new ArrayList<>();
    for (JsonNode rule : rules()) {
      if (rule.has("alert")) {
        queries.add(
            new ShownQuery(rule.path("alert").textValue(), rule.path("expr").textValue(), true));
      }
    }
    return queries;
  }

  private static List<JsonNode> rules() throws IOException {
    List<JsonNode> rules = new ArrayList<>();
    JsonNode file =
        new YAMLMapper()
            .readTree(ROOT.resolve("helm/nearfar/files/prometheus-rules.yaml").toFile());
    for (JsonNode group : file.path("groups")) {
      group.path("rules").forEach(rules::add);
    }
    return rules;
  }
}
