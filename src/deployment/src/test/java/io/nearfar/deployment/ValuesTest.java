package io.nearfar.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator may write, what is refused, and what the chart's README says of it. */
class ValuesTest {

  private static final Path SCHEMA = Chart.DIRECTORY.resolve("values.schema.json");
  private static final Path README = Chart.DIRECTORY.resolve("README.md");
  private static final String BEGIN = "<!-- values: made from values.yaml -->\n";

  @Test
  void describesEveryKey() throws Exception {
    List<ValuesTable.Row> rows = ValuesTable.rows(Chart.DIRECTORY.resolve("values.yaml"));
    assertThat(rows).hasSizeGreaterThan(100).allSatisfy(row -> assertThat(row.text()).isNotBlank());
    assertThat(rows.stream().map(ValuesTable.Row::key).toList())
        .containsExactlyElementsOf(keys("", Chart.defaults()));
  }

  /** Keys down to where a value, a list or an empty map is. */
  private static List<String> keys(String prefix, JsonNode values) {
    List<String> keys = new ArrayList<>();
    values
        .properties()
        .forEach(
            field -> {
              String key = prefix + field.getKey();
              if (field.getValue().isObject() && !ValuesTable.isLeaf(key, field.getValue())) {
                keys.addAll(keys(key + ".", field.getValue()));
              } else {
                keys.add(key);
              }
            });
    return keys;
  }

  @Test
  void tellsInTheReadmeWhatValuesThereAre() throws Exception {
    String table = ValuesTable.markdown(Chart.DIRECTORY.resolve("values.yaml"));
    String readme = Files.readString(README);
    String head = readme.substring(0, readme.indexOf(BEGIN) + BEGIN.length());
    Rendered.compare(README, head + "\n" + table);
  }

  @Test
  void refusesAnUnknownKeyWhereverItStands() throws Exception {
    JsonNode schema = new ObjectMapper().readTree(SCHEMA.toFile());
    List<String> open = new ArrayList<>();
    open("", Chart.defaults(), schema, open);
    // Maps whose keys are the operator's, or another specification's.
    assertThat(open)
        .containsExactlyInAnyOrder(
            "scenario",
            "edge.config",
            "edge.resources.requests",
            "edge.resources.limits",
            "edge.service.annotations",
            "edge.nodeSelector",
            "edge.affinity",
            "edge.podAnnotations",
            "edge.podLabels",
            "cloud.config",
            "cloud.resources.requests",
            "cloud.resources.limits",
            "cloud.service.annotations",
            "cloud.nodeSelector",
            "cloud.affinity",
            "cloud.podAnnotations",
            "cloud.podLabels",
            "postgresql.resources.requests",
            "postgresql.resources.limits",
            "postgresql.nodeSelector",
            "experiments.resources.requests",
            "experiments.resources.limits",
            "experiments.podAnnotations",
            "experiments.podLabels",
            "experiments.nodeSelector",
            "ingress.annotations",
            "metrics.serviceMonitor.labels",
            "metrics.prometheusRule.labels",
            "metrics.dashboards.annotations",
            "serviceAccount.annotations");
  }

  /** Collects the maps whose schema takes any key. */
  private static void open(String prefix, JsonNode values, JsonNode schema, List<String> open) {
    if (!schema.path("additionalProperties").isBoolean()
        || schema.path("additionalProperties").booleanValue()) {
      open.add(prefix);
      return;
    }
    values
        .properties()
        .forEach(
            field -> {
              JsonNode inner = schema.path("properties").path(field.getKey());
              String key = prefix.isEmpty() ? field.getKey() : prefix + "." + field.getKey();
              assertThat(inner.isObject()).as("the schema has " + key).isTrue();
              if (field.getValue().isObject()) {
                open(key, field.getValue(), inner, open);
              }
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          replicas                             | 2      | additional properties 'replicas' not allowed
          edge.replicas                        | 2      | additional properties 'replicas' not allowed
          sites[0].nam                         | a      | missing property 'name'
          sites[0].name                        | North  | does not match pattern
          sites[0].upstrem                     | a      | additional properties 'upstrem' not allowed
          sites[0].upstream.ur                 | a      | additional properties 'ur' not allowed
          sites[0].decisionModel.nam           | a      | additional properties 'nam' not allowed
          sweep.variants[0].scenaro            | a      | additional properties 'scenaro' not allowed
          edge.service                         | null   | at '/edge': missing property 'service'
          edge.drainSeconds                    | null   | at '/edge': missing property 'drainSeconds'
          edge.podLabels.nearfar\\.io/site    | a      | edge.podLabels has nearfar.io/site, which the chart sets
          edge.image.digest                    | abc    | does not match pattern
          cloud.replicas                       | two    | got string, want integer
          edge.drainSeconds                    | -1     | minimum: got -1, want 0
          edge.config.cloud\\.retries           | 1      | does not match pattern
          edge.service.type                    | Node   | must be one of
          shippedScenario                      | mine   | must be one of
          decisionModel.baseUrl                | ftp:x  | does not match pattern
          experiment.schedule                  | noon   | does not match pattern
          sweep.seeds                          | 0      | minimum: got 0, want 1
          run                                  | a b    | does not match pattern
          postgresql.persistence.size          | much   | does not match pattern
          scenario.users                       | 3      | scenario.name is missing
          sites[0].scenario.users              | 3      | lies over `scenario`, which is empty
          cloud.enabled                        | false  | cloud.externalUrl is empty
          cloud.externalUrl                    | http://x.org | only one of them can be meant
          cloud.externalUrl                    | http://x.org/v1 | it must be without /v1
          sites[0].cloudUrl                    | http://x.org/v1 | cloudUrl of site a is http://x.org/v1
          cloud.upstream.model                 | m      | cloud.upstream has a model or a Secret and no url
          edge.upstream.existingSecret         | s      | upstream of site site has a model or a Secret and no url
          postgresql.enabled                   | false  | postgresql.external.host
          postgresql.external.host             | db     | names another database
          postgresql.external.host             | db:5433 | does not match pattern
          fullnameOverride                     | Foo_Bar | does not match pattern
          edge.service.nodePort                | 30080  | edge.service.type is ClusterIP
          sites[0].decisionModel.enabled       | true   | decision model of site a is enabled
          decisionModel.enabled                | true   | decisionModel.baseUrl and decisionModel.name
          backhaul.netem.enabled               | true   | backhaul.netem.image is missing
          sweep.shards                         | 31     | a part needs at least one seed
          httpRoute.enabled                    | true   | must name a Gateway
          cloud.config.nearfar\\.run            | mine   | config of cloud has nearfar.run, which the chart sets: write run instead
          edge.config.nearfar\\.drain-delay     | 3s     | write edge.drainSeconds instead
          """)
  void refusesBadValuesAndSaysWhich(String key, String value, String said) {
    Map<String, String> values =
        key.matches("sites\\[0]\\.(?!nam).*")
            ? Map.of("sites[0].name", "a", key, value)
            : Map.of(key, value);
    assertThatThrownBy(() -> Chart.objects(values)).hasMessageContaining(said);
  }

  @Test
  void refusesTwoVariantsOfOneLabel() {
    assertThatThrownBy(
            () ->
                Chart.objects(
                    """
                    scenario: {name: mine}
                    sweep:
                      enabled: true
                      variants: [{label: a, scenario: {users: 1}}, {label: a, scenario: {users: 2}}]
                    """))
        .hasMessageContaining("sweep.variants has a label twice: a, a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5g", "five.g"})
  void refusesAReleaseWhoseNameIsNoneOfAService(String release) {
    assertThatThrownBy(() -> Chart.render(release, Map.of()))
        .hasMessageContaining("names of objects would begin with " + release + "-nearfar");
    assertThat(Chart.render(release, Map.of("fullnameOverride", "five"))).contains("five-cloud");
  }

  @Test
  void refusesTwoSitesOfOneName() {
    assertThatThrownBy(() -> Chart.objects(Map.of("sites[0].name", "a", "sites[1].name", "a")))
        .hasMessageContaining("sites has a name twice: a, a");
  }
}
