package io.nearfar.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Tier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DashboardTest {

  private static final Path DIRECTORY = Chart.ROOT.resolve("grafana-dashboards");

  /** A counter, or a part of a histogram that only grows. */
  private static final Pattern GROWING =
      Pattern.compile(
          "\\b(?!system_cpu_count)[a-z_]+(_total|_seconds_sum|_error_sum|_count|_bucket)\\{[^}]*\\}(\\[?)");

  /** A metric and what is asked of its labels. */
  private static final Pattern SELECTOR = Pattern.compile("\\b([a-z_]+)\\{([^}]*)\\}");

  /** Metrics of cloud nodes too, which have no site, to be shown with those of the chosen one. */
  private static final Pattern OF_ALL_NODES =
      Pattern.compile("nearfar_(generations|token_lateness|upstream)_|process_|system_|jvm_");

  static Stream<Path> dashboards() {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<JsonNode> panels(Path dashboard) {
    return Chart.each(Chart.read(dashboard).path("panels"))
        .filter(panel -> !panel.path("type").textValue().equals("row"));
  }

  private static Stream<JsonNode> targets(Path dashboard) {
    return panels(dashboard).flatMap(panel -> Chart.each(panel.path("targets")));
  }

  @Test
  void coverWhatThereIsToBeSeen() {
    assertThat(dashboards().map(p -> p.getFileName().toString()))
        .containsExactly(
            "backhaul.json",
            "cell.json",
            "decisions.json",
            "experiments.json",
            "service-delay.json");
    assertThat(dashboards().map(p -> Chart.read(p).path("uid").textValue()))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void sayOfEachPanelWhatItShowsInWhichUnit(Path dashboard) {
    assertThat(panels(dashboard)).isNotEmpty();
    panels(dashboard)
        .forEach(
            panel -> {
              String title = panel.path("title").asText();
              assertThat(title).isNotBlank();
              assertThat(panel.path("description").asText()).as(title).hasSizeGreaterThan(20);
              assertThat(panel.at("/fieldConfig/defaults/unit").asText()).as(title).isNotBlank();
              assertThat(panel.path("targets")).as(title).isNotEmpty();
              assertThat(panel.at("/datasource/uid").asText()).as(title).isEqualTo("${datasource}");
              assertThat(Chart.each(panel.path("targets")))
                  .as(title)
                  .allMatch(t -> t.at("/datasource/uid").asText().equals("${datasource}"));
            });
    assertThat(Chart.each(Chart.read(dashboard).path("panels")).map(p -> p.path("id").asInt()))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void letTheReaderChooseSourceNamespaceSiteAndRun(Path dashboard) {
    List<JsonNode> variables = Chart.each(Chart.read(dashboard).at("/templating/list")).toList();
    assertThat(variables.stream().map(v -> v.path("name").textValue()))
        .containsExactly("datasource", "namespace", "site", "run");
    assertThat(variables.get(0).path("type").textValue()).isEqualTo("datasource");
    targets(dashboard)
        .map(t -> t.path("expr").textValue())
        .flatMap(expr -> SELECTOR.matcher(expr).results())
        .forEach(
            selector -> {
              String matchers = selector.group(2);
              assertThat(matchers).as(selector.group()).contains("namespace=~\"$namespace\"");
              // Made by Prometheus, which knows no site.
              if (!selector.group(1).equals("up")) {
                assertThat(matchers).as(selector.group()).contains("run=~\"$run\"");
                assertThat(matchers)
                    .as(selector.group())
                    .contains(
                        OF_ALL_NODES.matcher(selector.group(1)).lookingAt()
                            ? "site=~\"$site|\""
                            : "site=~\"$site\"");
              }
            });
  }

  /** Cloud nodes have metrics of the same names and no site: they are none of all sites. */
  @ParameterizedTest
  @MethodSource("dashboards")
  void meanByAllSitesWhatHasASite(Path dashboard) {
    assertThat(
            Chart.each(Chart.read(dashboard).at("/templating/list"))
                .filter(variable -> variable.path("includeAll").asBoolean())
                .map(v -> v.path("name").textValue() + " " + v.path("allValue").textValue()))
        .containsExactly("namespace .*", "site .+", "run .*");
  }

  /** What is edited in a dashboard that comes from a file is lost. */
  @ParameterizedTest
  @MethodSource("dashboards")
  void areNotEditable(Path dashboard) {
    assertThat(Chart.read(dashboard).path("editable").isBoolean()).isTrue();
    assertThat(Chart.read(dashboard).path("editable").asBoolean()).isFalse();
  }

  @Test
  void showPercentilesPerTierAndServiceType() {
    List<String> percentiles =
        targets(DIRECTORY.resolve("service-delay.json"))
            .map(target -> target.path("expr").textValue())
            .filter(expr -> expr.contains("histogram_quantile") && expr.contains("source"))
            .toList();
    for (String metric :
        List.of(
            "gen_ai_server_time_to_first_token_seconds",
            "gen_ai_server_time_per_output_token_seconds",
            "nearfar_service_delay_seconds")) {
      for (Tier tier : Tier.values()) {
        for (ServiceType type : ServiceType.values()) {
          String labels = "tier=\"%s\",service_type=\"%s\"".formatted(tier.word(), type.word());
          assertThat(percentiles)
              .as("%s, %s", metric, labels)
              .filteredOn(expr -> expr.contains(metric + "_bucket{") && expr.contains(labels))
              .hasSize(3);
        }
      }
    }
    assertThat(percentiles).hasSize(3 * 2 * 2 * 3);
  }

  /** A rule that is misspelt excludes nothing. */
  @Test
  void tellALinterWhatDoesNotFitAndWhy() {
    JsonNode exclusions = Chart.read(DIRECTORY.resolve(".lint")).path("exclusions");
    assertThat(exclusions.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "template-job-rule",
            "template-instance-rule",
            "target-job-rule",
            "target-instance-rule");
    assertThat(exclusions)
        .allSatisfy(rule -> assertThat(rule.path("reason").asText()).hasSizeGreaterThan(20));
  }

  /** A counter since the start of a process says nothing; it is seen as a rate. */
  @ParameterizedTest
  @MethodSource("dashboards")
  void showCountersAsRates(Path dashboard) {
    targets(dashboard)
        .map(t -> t.path("expr").textValue())
        .forEach(
            expr ->
                GROWING
                    .matcher(expr)
                    .results()
                    .forEach(
                        match ->
                            assertThat(match.group(2))
                                .as(expr + ": " + match.group())
                                .isEqualTo("[")));
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void leaveTheWindowOfARateToTheReader(Path dashboard) {
    targets(dashboard)
        .map(t -> t.path("expr").textValue())
        .forEach(
            expr ->
                Pattern.compile("\\[([^\\]]+)\\]")
                    .matcher(expr)
                    .results()
                    .forEach(
                        window ->
                            assertThat(window.group(1))
                                .as(expr)
                                .isIn("$__rate_interval", "$__range")));
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void fitTheGrid(Path dashboard) {
    boolean[][] taken = new boolean[200][24];
    Chart.each(Chart.read(dashboard).path("panels"))
        .map(panel -> panel.path("gridPos"))
        .forEach(
            place -> {
              for (int y = 0; y < place.path("h").asInt(); y++) {
                for (int x = 0; x < place.path("w").asInt(); x++) {
                  int row = place.path("y").asInt() + y;
                  int column = place.path("x").asInt() + x;
                  assertThat(taken[row][column]).as("%d, %d", column, row).isFalse();
                  taken[row][column] = true;
                }
              }
            });
  }

  @Test
  void comeWithTheChart() throws IOException {
    Chart.Objects objects = Chart.objects(Map.of("metrics.dashboards.enabled", "true"));
    assertThat(
            objects.of("ConfigMap").stream()
                .filter(map -> map.at("/metadata/labels").has("grafana_dashboard"))
                .flatMap(map -> names(map.path("data"))))
        .containsExactlyInAnyOrderElementsOf(
            dashboards().map(file -> "nearfar-" + file.getFileName()).toList());
    for (Path dashboard : dashboards().toList()) {
      String file = dashboard.getFileName().toString();
      JsonNode map = objects.one("ConfigMap", "-dashboard-" + file.replace(".json", ""));
      assertThat(map.at("/metadata/labels/grafana_dashboard").textValue()).isEqualTo("1");
      assertThat(map.path("data").path("nearfar-" + file).textValue())
          .isEqualToIgnoringNewLines(Files.readString(dashboard));
    }
  }

  private static Stream<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey);
  }

  @Test
  void rulesComeWithTheChart() {
    Chart.Objects objects = Chart.objects(Map.of("metrics.prometheusRule.enabled", "true"));
    assertThat(objects.of("PrometheusRule").get(0).path("spec"))
        .isEqualTo(Chart.read(Chart.DIRECTORY.resolve("files/prometheus-rules.yaml")));
  }
}
