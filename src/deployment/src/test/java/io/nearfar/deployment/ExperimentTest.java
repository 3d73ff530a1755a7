package io.nearfar.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentTest {

  private static final String SCENARIO =
      """
      scenario:
        name: mine
        users: 3
        delivery: streamed
        arrivals: {process: poisson, ratePerSecond: 2, durationSeconds: 10}
      """;

  static Stream<Path> examplesWithScenarios() {
    return Chart.examples().stream().filter(values -> Chart.read(values).has("scenario"));
  }

  /** The ConfigMaps that have a scenario. */
  private static List<JsonNode> scenarios(Chart.Objects objects) {
    return objects.of("ConfigMap").stream()
        .filter(map -> map.path("data").has("scenario.yaml"))
        .toList();
  }

  /** The scenario that a pod finds. */
  private static Scenario scenario(Chart.Objects objects, JsonNode pod) {
    List<String> maps =
        Chart.each(pod.path("volumes"))
            .filter(volume -> volume.path("name").asText().equals("scenario"))
            .map(volume -> volume.at("/configMap/name").textValue())
            .toList();
    assertThat(maps).hasSize(1);
    return read(objects.one("ConfigMap", maps.get(0)));
  }

  private static Scenario read(JsonNode map) {
    return ScenarioReader.read(map.at("/data/scenario.yaml").textValue(), Chart.name(map));
  }

  @ParameterizedTest
  @MethodSource("examplesWithScenarios")
  void shipsScenariosThatCanBeRead(Path values) {
    assertThat(scenarios(Chart.objects(Map.of(), values)))
        .isNotEmpty()
        .allSatisfy(
            map ->
                assertThat(read(map).name())
                    .isEqualTo(Chart.read(values).at("/scenario/name").asText()));
  }

  @Test
  void givesEdgeCloudAndExperimentTheSameScenario() {
    Chart.Objects objects = Chart.objects(SCENARIO + "experiment: {enabled: true}\n");
    assertThat(scenarios(objects)).hasSize(1);
    Map<String, JsonNode> pods = objects.pods();
    assertThat(pods).hasSize(4);
    pods.forEach(
        (name, pod) -> {
          if (!name.contains("postgresql")) {
            assertThat(scenario(objects, pod).users()).as(name).isEqualTo(3);
          }
        });
  }

  @Test
  void drivesTheEdgeAndPublishes() {
    Chart.Objects objects = Chart.objects(SCENARIO + "experiment: {enabled: true}\nrun: first\n");
    JsonNode job = objects.of("Job").get(0);
    assertThat(job.at("/metadata/labels/nearfar.io~1run").textValue()).isEqualTo("first");
    assertThat(job.at("/spec/backoffLimit").intValue()).isZero();
    assertThat(arguments(job))
        .containsSubsequence("testbed", "--edge", "http://n-nearfar-edge-site:8080")
        .containsSubsequence("--scenario", "/etc/nearfar/scenario.yaml", "--run", "first")
        .contains("--publish");
    assertThat(Chart.environment(objects.pods().get("n-nearfar-edge-site")))
        .containsEntry("NEARFAR_RUN", "first")
        .containsEntry("NEARFAR_RECORDS_RECALL_EXPERIENCE", "false");
  }

  @Test
  void isAnotherRunWithOtherValues() {
    String first = run(SCENARIO + "experiment: {enabled: true}\n");
    assertThat(first).startsWith("mine-");
    assertThat(run(SCENARIO + "experiment: {enabled: true}\n")).isEqualTo(first);
    assertThat(run(SCENARIO + "  seed: 2\nexperiment: {enabled: true}\n")).isNotEqualTo(first);
    assertThat(run(SCENARIO + "experiment: {enabled: true, warmup: 7}\n")).isNotEqualTo(first);
    assertThat(run(SCENARIO + "experiment: {enabled: true}\ncloud: {replicas: 4}\n"))
        .isNotEqualTo(first);
    assertThat(run(SCENARIO + "experiment: {enabled: true}\nimage: {tag: next}\n"))
        .isNotEqualTo(first);
    assertThat(
            run(
                SCENARIO
                    + "experiment: {enabled: true}\nedge: {config: {nearfar.cloud.retries: 0}}"))
        .isNotEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "metrics: {annotations: false}",
        "edge: {podLabels: {team: a}, podAnnotations: {a: b}, podDisruptionBudget: {enabled: true}}",
        "edge: {service: {type: NodePort, nodePort: 30080, annotations: {a: b}}}",
        "cloud: {priorityClassName: high}",
        "experiments: {ttlSecondsAfterFinished: 60}",
        "sweep: {enabled: true, variants: [{label: a, scenario: {users: 7}}]}"
      })
  void isTheSameRunWhereNothingThatIsMeasuredChanges(String operations) {
    String experiment = SCENARIO + "experiment: {enabled: true}\n";
    assertThat(run(experiment + operations)).isEqualTo(run(experiment));
    assertThat(jobs(experiment + operations)).isEqualTo(jobs(experiment));
  }

  private static List<String> jobs(String values) {
    return Chart.objects(values).of("Job").stream()
        .map(Chart::name)
        .filter(name -> name.contains("-experiment-"))
        .toList();
  }

  @Test
  void restartsNoNodeForASweepOrAnotherSite() {
    String common = SCENARIO + "run: r\nsites: [{name: a}, {name: b, scenario: {users: %d}}]\n";
    Map<String, JsonNode> before = Chart.objects(common.formatted(8)).pods();
    Map<String, JsonNode> after =
        Chart.objects(
                common.formatted(9)
                    + "sweep: {enabled: true, variants: [{label: v, scenario: {users: 7}}]}\n")
            .pods();
    for (String same : List.of("n-nearfar-edge-a", "n-nearfar-cloud")) {
      assertThat(after.get(same)).as(same).isEqualTo(before.get(same));
    }
    assertThat(after.get("n-nearfar-edge-b")).isNotEqualTo(before.get("n-nearfar-edge-b"));
  }

  /** A container of before that starts again must find what it started with. */
  @Test
  void keepsTheScenarioOfTheContainersOfBefore() {
    JsonNode before = scenarios(Chart.objects(SCENARIO)).get(0);
    JsonNode after = scenarios(Chart.objects(SCENARIO + "  seed: 2\n")).get(0);
    assertThat(before.path("immutable").booleanValue()).isTrue();
    assertThat(Chart.name(after)).isNotEqualTo(Chart.name(before));
  }

  /** A label of Kubernetes takes 63 characters, one of a run 64. */
  @Test
  void hasLabelsThatFitEverywhere() {
    String name = "scenario: {name: " + "a".repeat(60) + "}\n";
    String sites = "sites: [{name: " + "b".repeat(20) + "}, {name: c}]\n";
    assertLabels(name + sites + "experiment: {enabled: true}\n");
    assertLabels(name + sites + "experiment: {enabled: true}\nrun: " + "r".repeat(36) + "\n");
    assertLabels(
        name
            + "sweep: {enabled: true, variants: [{label: "
            + "v".repeat(16)
            + ", scenario: {users: 2}}]}\n");
  }

  private static void assertLabels(String values) {
    assertThat(Chart.objects(values).of("Job"))
        .isNotEmpty()
        .extracting(job -> job.at("/metadata/labels/nearfar.io~1run").textValue())
        .allSatisfy(
            run ->
                assertThat(run)
                    .matches("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?")
                    .hasSizeLessThanOrEqualTo(57));
  }

  /** A Job cannot be changed: another run needs another one. */
  @Test
  void makesAnotherJobForAnotherRun() {
    String first = job(SCENARIO + "experiment: {enabled: true}\n");
    assertThat(job(SCENARIO + "experiment: {enabled: true}\n")).isEqualTo(first);
    assertThat(job(SCENARIO + "experiment: {enabled: true}\nrun: second\n")).isNotEqualTo(first);
    assertThat(
            job(SCENARIO + "experiment: {enabled: true}\nimage: {tag: b}\nrun: " + run(SCENARIO)))
        .isNotEqualTo(first);
  }

  @Test
  void drivesEverySiteAsARunOfItsOwn() {
    Chart.Objects objects =
        Chart.objects(
            SCENARIO
                + """
                sites: [{name: a}, {name: b, scenario: {users: 9}}]
                run: r
                experiment: {enabled: true}
                """);
    assertThat(objects.of("Job"))
        .extracting(job -> job.at("/metadata/labels/nearfar.io~1run").textValue())
        .containsExactly("r-a", "r-b");
    assertThat(scenario(objects, objects.pods().get("n-nearfar-edge-a")).users()).isEqualTo(3);
    assertThat(scenario(objects, objects.pods().get("n-nearfar-edge-b")).users()).isEqualTo(9);
    assertThat(objects.of("Job"))
        .extracting(job -> scenario(objects, job.at("/spec/template/spec")).users())
        .containsExactly(3, 9);
    assertThat(objects.of("Job"))
        .extracting(job -> job.at("/spec/template/metadata/labels/nearfar.io~1run").textValue())
        .containsExactly("r-a", "r-b");
  }

  @Test
  void repeatsAsACronJobWithARunForEachTime() {
    Chart.Objects objects =
        Chart.objects(SCENARIO + "experiment: {enabled: true, schedule: \"0 3 * * *\"}\n");
    assertThat(objects.of("Job")).isEmpty();
    JsonNode cron = objects.of("CronJob").get(0);
    assertThat(cron.at("/spec/schedule").textValue()).isEqualTo("0 3 * * *");
    assertThat(Chart.each(cron.at("/spec/jobTemplate/spec/template/spec/containers/0/args")))
        .extracting(JsonNode::textValue)
        .containsSubsequence("--run", "$(JOB_NAME)");
  }

  @Test
  void sweepsAsAnIndexedJobForEachVariant() {
    Chart.Objects objects =
        Chart.objects(
            SCENARIO
                + """
                sweep:
                  enabled: true
                  run: s
                  seeds: 12
                  shards: 4
                  parallelism: 3
                  variants:
                    - {label: near, scenario: {backhaulSeconds: 0}}
                    - {label: far, scenario: {backhaulSeconds: 2}}
                """);
    List<JsonNode> jobs = objects.of("Job");
    assertThat(jobs).hasSize(2);
    assertThat(jobs)
        .extracting(job -> job.at("/metadata/labels/nearfar.io~1run").textValue())
        .containsExactly("s-near", "s-far");
    for (JsonNode job : jobs) {
      assertThat(job.at("/spec/completionMode").textValue()).isEqualTo("Indexed");
      assertThat(job.at("/spec/completions").intValue()).isEqualTo(4);
      assertThat(job.at("/spec/parallelism").intValue()).isEqualTo(3);
      assertThat(arguments(job))
          .containsSubsequence("simulate", "--scenario", "/etc/nearfar/scenario.yaml")
          .containsSubsequence("--seeds", "12", "--shards", "4", "--publish");
    }
    assertThat(jobs)
        .extracting(job -> job.at("/spec/template/metadata/labels/nearfar.io~1run").textValue())
        .containsExactly("s-near", "s-far");
    assertThat(jobs)
        .extracting(job -> scenario(objects, job.at("/spec/template/spec")).backhaulSeconds())
        .containsExactly(0.0, 2.0);
  }

  private static List<String> arguments(JsonNode job) {
    return Chart.each(job.at("/spec/template/spec/containers/0/args"))
        .map(JsonNode::textValue)
        .toList();
  }

  private static String run(String values) {
    return Chart.environment(Chart.objects(values).pods().get("n-nearfar-edge-site"))
        .get("NEARFAR_RUN");
  }

  private static String job(String values) {
    return Chart.name(Chart.objects(values).of("Job").get(0));
  }
}
