package io.nearfar.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.nearfar.cloud.CloudConfig;
import io.nearfar.edge.EdgeConfig;
import io.nearfar.serving.config.EnvironmentKeys;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChartTest {

  /** Everything that can be switched on. */
  static final Map<String, String> EVERYTHING =
      Map.ofEntries(
          Map.entry("scenario.name", "everything"),
          Map.entry("sites[0].name", "on"),
          Map.entry("sites[1].name", "a-site-of-twenty-let"),
          Map.entry("sites[1].scenario.users", "4"),
          Map.entry("experiment.enabled", "true"),
          Map.entry("sweep.enabled", "true"),
          Map.entry("decisionModel.enabled", "true"),
          Map.entry("decisionModel.baseUrl", "http://decider:8000/v1"),
          Map.entry("decisionModel.name", "small"),
          Map.entry("decisionModel.existingSecret", "decider"),
          Map.entry("edge.upstream.url", "http://near:8000/v1"),
          Map.entry("edge.upstream.model", "small"),
          Map.entry("cloud.upstream.url", "http://far:8000/v1"),
          Map.entry("cloud.upstream.model", "large"),
          Map.entry("cloud.upstream.existingSecret", "far"),
          Map.entry("cloud.autoscaling.enabled", "true"),
          Map.entry("edge.podDisruptionBudget.enabled", "true"),
          Map.entry("ingress.enabled", "true"),
          Map.entry("ingress.host", "example.org"),
          Map.entry("ingress.tlsSecret", "certificate"),
          Map.entry("httpRoute.enabled", "true"),
          Map.entry("httpRoute.host", "example.org"),
          Map.entry("httpRoute.parentRefs[0].name", "gateway"),
          Map.entry("metrics.serviceMonitor.enabled", "true"),
          Map.entry("metrics.prometheusRule.enabled", "true"),
          Map.entry("fullnameOverride", "a-name-of-twenty-four-le"),
          Map.entry("image.pullSecrets[0]", "registry"));

  static List<Path> examples() {
    return Chart.examples();
  }

  @Test
  void passesTheStrictLint() {
    LintResult result = new Helm(Chart.DIRECTORY).lint().strict().call();
    assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void rendersEachExample(Path values) {
    Chart.Objects objects = Chart.objects(Map.of(), values);
    assertRestricted(objects);
    assertNames(objects);
  }

  @Test
  void isRestrictedByDefaultAndWithEverything() {
    assertRestricted(Chart.objects(Map.of()));
    assertRestricted(Chart.objects(EVERYTHING));
  }

  @Test
  void hasNamesThatKubernetesTakes() {
    assertNames(Chart.objects(EVERYTHING));
    assertNames(
        Chart.objects(
            Map.of(
                "fullnameOverride", "a-name-of-twenty-four-le",
                "sites[0].name", "a-site-of-twenty-let",
                "experiment.enabled", "true",
                "experiment.schedule", "@daily")));
  }

  /** What the Pod Security Standard {@code restricted} asks for, and a read-only root besides. */
  private static void assertRestricted(Chart.Objects objects) {
    assertThat(objects.pods()).isNotEmpty();
    objects.pods().forEach(ChartTest::assertRestricted);
  }

  private static void assertRestricted(String name, JsonNode pod) {
    JsonNode security = pod.path("securityContext");
    assertThat(security.path("runAsNonRoot").booleanValue()).as(name).isTrue();
    assertThat(security.path("runAsUser").intValue()).as(name).isPositive();
    assertThat(security.at("/seccompProfile/type").textValue())
        .as(name)
        .isEqualTo("RuntimeDefault");
    assertThat(pod.path("automountServiceAccountToken").booleanValue()).as(name).isFalse();
    assertThat(pod.has("automountServiceAccountToken")).as(name).isTrue();
    for (String place : List.of("hostNetwork", "hostPID", "hostIPC")) {
      assertThat(pod.has(place)).as(name + " " + place).isFalse();
    }
    assertThat(Chart.each(pod.path("volumes")))
        .as(name)
        .allMatch(volume -> !volume.has("hostPath"));
    List<JsonNode> containers =
        Stream.concat(Chart.each(pod.path("containers")), Chart.each(pod.path("initContainers")))
            .toList();
    for (JsonNode container : containers) {
      JsonNode own = container.path("securityContext");
      assertThat(own.path("allowPrivilegeEscalation").isBoolean()).as(name).isTrue();
      assertThat(own.path("allowPrivilegeEscalation").booleanValue()).as(name).isFalse();
      assertThat(own.path("readOnlyRootFilesystem").booleanValue()).as(name).isTrue();
      assertThat(own.at("/capabilities/drop").toString()).as(name).isEqualTo("[\"ALL\"]");
      assertThat(own.path("capabilities").has("add")).as(name).isFalse();
      assertThat(container.at("/resources/limits/memory").isMissingNode()).as(name).isFalse();
    }
  }

  /** A Job of a CronJob has nine characters more than it, and is the label of a run and of pods. */
  private static void assertNames(Chart.Objects objects) {
    for (JsonNode object : objects.list()) {
      String kind = object.path("kind").textValue();
      int longest = kind.equals("CronJob") ? 48 : 63;
      assertThat(Chart.name(object))
          .as(kind)
          .matches("[a-z]([a-z0-9-]*[a-z0-9])?")
          .hasSizeLessThanOrEqualTo(longest);
      object
          .at("/metadata/labels")
          .forEach(label -> assertThat(label.isTextual()).as(kind + " " + label).isTrue());
    }
    assertThat(objects.list().stream().map(o -> o.path("kind") + Chart.name(o)))
        .doesNotHaveDuplicates();
  }

  @Test
  void keepsLongNamesApart() {
    Map<String, String> scheduled =
        Map.of("experiment.enabled", "true", "experiment.schedule", "@daily");
    Set<String> first = names("a-release-of-many-letters-1", scheduled);
    assertThat(first).doesNotContainAnyElementsOf(names("a-release-of-many-letters-2", scheduled));
    assertThat(first)
        .containsExactlyInAnyOrderElementsOf(names("a-release-of-many-letters-1", scheduled))
        .allMatch(name -> name.startsWith("a-release-of-many"));
  }

  private static Set<String> names(String release, Map<String, String> values) {
    return Chart.parse(Chart.render(release, values)).stream()
        .map(Chart::name)
        .collect(Collectors.toSet());
  }

  @Test
  void configuresNodesWithKeysTheyKnow() {
    Chart.Objects objects = Chart.objects(EVERYTHING);
    EnvironmentKeys.check(environment(objects, "-edge-on"), EdgeConfig.class);
    EnvironmentKeys.check(environment(objects, "-cloud"), CloudConfig.class);
  }

  @Test
  void turnsKeysIntoVariables() {
    Chart.Objects objects =
        Chart.objects(
            Map.of("edge.config.nearfar\\.cloud\\.retries", "3", "sites[0].name", "north"));
    assertThat(environment(objects, "-edge-north"))
        .containsEntry("NEARFAR_CLOUD_RETRIES", "3")
        .containsEntry("NEARFAR_CLOUD_URL", "http://n-nearfar-cloud:8081")
        .containsEntry("NEARFAR_SITE", "north")
        .containsEntry("NEARFAR_RUN", "live")
        .containsEntry("NEARFAR_SCENARIO", "demo")
        .containsEntry("QUARKUS_DATASOURCE_PASSWORD", "given/password");
  }

  @Test
  void writesLargeNumbersAsTheyAre() {
    Map<String, JsonNode> pods =
        Chart.objects(
                """
                edge:
                  config: {nearfar.runs.max-file-bytes: 16777216, nearfar.records.batch: 500}
                  journal: {maxBytes: 1073741824}
                postgresql: {userId: 1000700000}
                """)
            .pods();
    assertThat(Chart.environment(pods.get("n-nearfar-edge-site")))
        .containsEntry("NEARFAR_RUNS_MAX_FILE_BYTES", "16777216")
        .containsEntry("NEARFAR_RECORDS_BATCH", "500")
        .containsEntry("NEARFAR_RECORDS_JOURNAL_MAX_BYTES", "1073741824");
    assertThat(pods.get("n-nearfar-edge-site").at("/volumes/1/emptyDir/sizeLimit").asText())
        .isEqualTo("2147483648");
    assertThat(pods.get("n-nearfar-postgresql").at("/securityContext/runAsUser").asLong())
        .isEqualTo(1_000_700_000);
  }

  @Test
  void takesADatabaseFromElsewhere() {
    Chart.Objects objects =
        Chart.objects(
            Map.of(
                "postgresql.enabled", "false",
                "postgresql.external.host", "db.example.org",
                "postgresql.external.parameters", "sslmode=require",
                "postgresql.existingSecret", "database",
                "postgresql.existingSecretKey", "pass"));
    assertThat(objects.of("StatefulSet")).isEmpty();
    assertThat(objects.of("Secret")).isEmpty();
    assertThat(environment(objects, "-edge-site"))
        .containsEntry(
            "QUARKUS_DATASOURCE_JDBC_URL",
            "jdbc:postgresql://db.example.org:5432/nearfar?sslmode=require")
        .containsEntry("QUARKUS_DATASOURCE_PASSWORD", "database/pass");
  }

  @Test
  void sendsTheKeyOfAServerToNoOther() {
    Map<String, JsonNode> pods =
        Chart.objects(
                """
                edge: {upstream: {url: "http://ours/v1", model: m, existingSecret: ours}}
                decisionModel: {enabled: true, baseUrl: "http://decides/v1", name: d, existingSecret: decides}
                sites:
                  - {name: a}
                  - name: b
                    upstream: {url: "http://theirs/v1"}
                    decisionModel: {baseUrl: "http://other/v1"}
                  - name: c
                    upstream: {url: "http://third/v1", existingSecret: third}
                  - name: d
                    upstream: {url: ""}
                """)
            .pods();
    assertThat(Chart.environment(pods.get("n-nearfar-edge-a")))
        .containsEntry("NEARFAR_UPSTREAM_API_KEY", "ours/api-key")
        .containsEntry("NEARFAR_LANGUAGE_MODEL_API_KEY", "decides/api-key");
    assertThat(Chart.environment(pods.get("n-nearfar-edge-b")))
        .containsEntry("NEARFAR_UPSTREAM_URL", "http://theirs/v1")
        .containsEntry("NEARFAR_UPSTREAM_MODEL", "m")
        .containsEntry("NEARFAR_LANGUAGE_MODEL_BASE_URL", "http://other/v1")
        .containsEntry("NEARFAR_LANGUAGE_MODEL_NAME", "d")
        .doesNotContainKeys("NEARFAR_UPSTREAM_API_KEY", "NEARFAR_LANGUAGE_MODEL_API_KEY");
    assertThat(Chart.environment(pods.get("n-nearfar-edge-c")))
        .containsEntry("NEARFAR_UPSTREAM_API_KEY", "third/api-key");
    assertThat(Chart.environment(pods.get("n-nearfar-edge-d")))
        .doesNotContainKeys(
            "NEARFAR_UPSTREAM_URL", "NEARFAR_UPSTREAM_MODEL", "NEARFAR_UPSTREAM_API_KEY");
  }

  @Test
  void placesASiteWhereItSays() {
    Map<String, JsonNode> pods =
        Chart.objects(
                """
                edge: {nodeSelector: {zone: one}, affinity: {nodeAffinity: {}}}
                sites:
                  - {name: a}
                  - {name: b, nodeSelector: {rack: two}, affinity: {podAffinity: {}}}
                """)
            .pods();
    assertThat(pods.get("n-nearfar-edge-a").path("nodeSelector")).hasToString("{\"zone\":\"one\"}");
    assertThat(pods.get("n-nearfar-edge-b").path("nodeSelector")).hasToString("{\"rack\":\"two\"}");
    assertThat(pods.get("n-nearfar-edge-b").path("affinity")).hasToString("{\"podAffinity\":{}}");
  }

  @Test
  void quotesNamesThatLookLikeNumbers() {
    Map<String, JsonNode> pods =
        Chart.objects(
                """
                image: {pullSecrets: ["1"]}
                edge: {priorityClassName: "2"}
                postgresql: {database: "3", persistence: {storageClass: "4"}}
                """)
            .pods();
    JsonNode edge = pods.get("n-nearfar-edge-site");
    assertThat(edge.at("/imagePullSecrets/0/name").isTextual()).isTrue();
    assertThat(edge.path("priorityClassName").isTextual()).isTrue();
    assertThat(pods.get("n-nearfar-postgresql").at("/containers/0/readinessProbe/exec/command"))
        .allMatch(JsonNode::isTextual);
  }

  @Test
  void keepsEdgeAndCloudApart() {
    Map<String, JsonNode> pods = Chart.objects(Map.of()).pods();
    assertApart(pods.get("n-nearfar-edge-site"), "edge", "cloud");
    assertApart(pods.get("n-nearfar-cloud"), "cloud", "edge");
  }

  private static void assertApart(JsonNode pod, String tier, String other) {
    JsonNode away =
        pod.at(
            "/affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/0/podAffinityTerm");
    assertThat(away.path("topologyKey").textValue()).isEqualTo("kubernetes.io/hostname");
    assertThat(away.at("/labelSelector/matchLabels/app.kubernetes.io~1component").textValue())
        .isEqualTo(other);
    assertThat(
            pod.at(
                    "/affinity/nodeAffinity/preferredDuringSchedulingIgnoredDuringExecution/0/preference/matchExpressions/0/values/0")
                .textValue())
        .isEqualTo(tier);
  }

  @Test
  void drainsBeforeItIsKilled() {
    JsonNode pod =
        Chart.objects(Map.of("edge.drainSeconds", "7", "edge.shutdownSeconds", "90"))
            .pods()
            .get("n-nearfar-edge-site");
    assertThat(pod.path("terminationGracePeriodSeconds").intValue()).isEqualTo(157);
    assertThat(Chart.environment(pod))
        .containsEntry("NEARFAR_DRAIN_DELAY", "7s")
        .containsEntry("NEARFAR_DRAIN_TIMEOUT", "90s");
  }

  @Test
  void givesNetemItsCapabilityAndNothingElse() {
    JsonNode pod =
        Chart.objects(
                Map.of("backhaul.netem.enabled", "true", "backhaul.netem.image", "iproute2:1"))
            .pods()
            .get("n-nearfar-cloud");
    JsonNode init = pod.at("/initContainers/0");
    assertThat(init.at("/securityContext/capabilities").toString())
        .isEqualTo("{\"drop\":[\"ALL\"],\"add\":[\"NET_ADMIN\"]}");
    assertThat(init.path("args").toString()).isEqualTo("[\"delay\",\"100ms\",\"5ms\"]");
    assertThat(pod.at("/containers/0/securityContext/capabilities").has("add")).isFalse();
  }

  @Test
  void scalesTheCloudNodeWhereAnAutoscalerDecides() {
    Chart.Objects objects = Chart.objects(Map.of("cloud.autoscaling.enabled", "true"));
    assertThat(objects.one("Deployment", "-cloud").path("spec").has("replicas")).isFalse();
    JsonNode scaler = objects.one("HorizontalPodAutoscaler", "-cloud");
    assertThat(scaler.at("/spec/scaleTargetRef/name").textValue()).isEqualTo("n-nearfar-cloud");
    assertThat(objects.of("PodDisruptionBudget")).hasSize(1);
  }

  @Test
  void namesNoHostOfACertificateWhereTheIngressHasNone() {
    JsonNode tls =
        Chart.objects(Map.of("ingress.enabled", "true", "ingress.tlsSecret", "certificate"))
            .one("Ingress", "")
            .at("/spec/tls/0");
    assertThat(tls.toString()).isEqualTo("{\"secretName\":\"certificate\"}");
    assertThat(Chart.objects(EVERYTHING).one("Ingress", "").at("/spec/tls/0/hosts/0").textValue())
        .isEqualTo("on.example.org");
  }

  private static Map<String, String> environment(Chart.Objects objects, String deployment) {
    return Chart.environment(objects.one("Deployment", deployment).at("/spec/template/spec"));
  }
}
