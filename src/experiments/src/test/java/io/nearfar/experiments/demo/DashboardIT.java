package io.nearfar.experiments.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What dashboards and rules ask for is there: the metrics at the nodes, and data for every query in
 * a Prometheus that has watched a run, and the loss of the cloud node after it.
 */
class DashboardIT {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Made by Prometheus and not by a node: whether a node answers. */
  private static final String UP = "up";

  @TempDir private static Path directory;

  private static WatchedRun run;

  @BeforeAll
  static void runAndLoseTheCloudNode() throws Exception {
    run = new WatchedRun(directory);
  }

  @AfterAll
  static void stop() {
    if (run != null) {
      run.close();
    }
  }

  /** The Prometheus that has watched; a place that tests everything must have one. */
  private static PrometheusClient watching() {
    return run.prometheus.orElseGet(
        () -> {
          String missing = "there is no program prometheus on the PATH";
          return System.getenv("CI") == null ? abort(missing) : fail(missing);
        });
  }

  @Test
  void aNodeHasEveryMetricThatIsAskedFor() throws IOException {
    Set<String> there =
        run.exposed
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split("[{ ]", 2)[0])
            .collect(Collectors.toSet());
    Set<String> recorded =
        ShownQuery.records().stream().map(ShownQuery::where).collect(Collectors.toSet());

    assertThat(ShownQuery.panels()).hasSizeGreaterThan(50);
    assertThat(recorded).isNotEmpty();
    assertThat(
            Stream.of(ShownQuery.panels(), ShownQuery.records(), ShownQuery.alerts())
                .flatMap(List::stream)
                .filter(query -> !missing(query, there, recorded).isEmpty())
                .map(query -> missing(query, there, recorded) + " of " + query))
        .isEmpty();
  }

  private static List<String> missing(ShownQuery query, Set<String> there, Set<String> recorded) {
    return PromQl.metrics(query.expression()).stream()
        .filter(name -> !there.contains(name) && !recorded.contains(name) && !name.equals(UP))
        .toList();
  }

  @Test
  void everyPanelShowsSomething() throws Exception {
    assertThat(withoutNumbers(ShownQuery.panels())).isEmpty();
  }

  /** A cloud node has metrics of the same names, which would be mixed in with those of sites. */
  @Test
  void aPanelOfSitesHasNothingElse() throws Exception {
    List<String> ofSites =
        selectors().filter(selector -> selector.contains("site=~")).filter(s -> !both(s)).toList();

    assertThat(ofSites).hasSizeGreaterThan(50);
    assertThat(siteless(ofSites)).isEmpty();
  }

  @Test
  void aPanelOfAllNodesHasCloudNodesToo() throws Exception {
    List<String> ofAll =
        selectors()
            .filter(DashboardIT::both)
            // Only the edge agent here has a server that generates for it.
            .filter(selector -> !selector.startsWith("nearfar_upstream"))
            .toList();

    assertThat(ofAll).isNotEmpty();
    assertThat(siteless(ofAll)).isEqualTo(ofAll);
  }

  private static Stream<String> selectors() throws IOException {
    return ShownQuery.panels().stream()
        .flatMap(query -> PromQl.selectors(query.expression()).stream())
        .distinct();
  }

  private static boolean both(String selector) {
    return selector.contains("|\"");
  }

  /** Those of the selectors that choose a series without a site. */
  private static List<String> siteless(List<String> selectors) throws Exception {
    List<String> found = new ArrayList<>();
    for (String selector : selectors) {
      String without = "count(" + PromQl.with("site=\"\"", selector) + ")";
      if (watching().numbers(new ShownQuery(selector, without, false), run.begin) > 0) {
        found.add(selector);
      }
    }
    return found;
  }

  @Test
  void everyRecordingRuleHasValues() throws Exception {
    assertThat(withoutNumbers(ShownQuery.records())).isEmpty();
  }

  /** When the alerts fire is tested beside the rules; here, that there is something to compare. */
  @Test
  void everyAlertHasSomethingToCompare() throws Exception {
    assertThat(
            withoutNumbers(
                ShownQuery.alerts().stream()
                    .map(
                        alert ->
                            new ShownQuery(
                                alert.where(), PromQl.withValueAlways(alert.expression()), true))
                    .toList()))
        .isEmpty();
  }

  /** Data may lack until they have been scraped twice, or a rule has been evaluated. */
  private static List<ShownQuery> withoutNumbers(List<ShownQuery> queries) throws Exception {
    PrometheusClient client = watching();
    Instant end = Instant.now().plus(PATIENCE);
    List<ShownQuery> empty = new ArrayList<>(queries);
    while (true) {
      for (ShownQuery query : List.copyOf(empty)) {
        if (client.numbers(query, run.begin) > 0) {
          empty.remove(query);
        }
      }
      if (empty.isEmpty() || Instant.now().isAfter(end)) {
        return empty;
      }
      Thread.sleep(200);
    }
  }

  @Test
  void everyRuleIsEvaluated() throws Exception {
    PrometheusClient client = watching();
    Instant end = Instant.now().plus(PATIENCE);
    List<JsonNode> rules = client.rules();
    while (rules.stream().anyMatch(rule -> health(rule).equals("unknown"))
        && Instant.now().isBefore(end)) {
      Thread.sleep(200);
      rules = client.rules();
    }

    assertThat(rules).hasSize(ShownQuery.records().size() + ShownQuery.alerts().size());
    assertThat(rules).allMatch(rule -> health(rule).equals("ok"));
  }

  private static String health(JsonNode rule) {
    return rule.path("health").textValue();
  }

  @Test
  void fallbacksAreCountedAndTheLossOfTheNodeIsSeen() throws Exception {
    assertThat(
            withoutNumbers(
                List.of(
                    new ShownQuery(
                        "fallbacks", "sum(nearfar_fallbacks_total{from=\"cloud\"}) > 0", true),
                    new ShownQuery("failed hops", "sum(nearfar_hop_failures_total) > 0", true),
                    new ShownQuery("down", "up{job=\"nearfar-cloud\"} == 0", true))))
        .isEmpty();
  }

  @Test
  void namespaceSiteAndRunCanBeChosen() throws Exception {
    PrometheusClient client = watching();

    assertThat(client.labelValues("namespace", "nearfar_tasks_total")).containsExactly("demo");
    assertThat(client.labelValues("site", "nearfar_tasks_total")).containsExactly("site");
    assertThat(client.labelValues("run", "nearfar_tasks_total")).containsExactly("live");
  }
}
