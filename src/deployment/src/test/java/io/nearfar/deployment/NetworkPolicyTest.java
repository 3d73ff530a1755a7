package io.nearfar.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who may talk to whom, read from the policies as a network plugin would. */
class NetworkPolicyTest {

  private static final String COMPONENT = "app.kubernetes.io/component";

  @Test
  void deniesEveryPodWhatNoOtherPolicyAllows() {
    Chart.Objects objects = Chart.objects(Map.of());
    JsonNode spec = objects.one("NetworkPolicy", "-nothing-else").path("spec");
    assertThat(spec.path("policyTypes").toString()).isEqualTo("[\"Ingress\",\"Egress\"]");
    assertThat(spec.has("ingress")).isFalse();
    assertThat(spec.has("egress")).isFalse();
    JsonNode selected = spec.at("/podSelector/matchLabels");
    for (String kind : List.of("Deployment", "StatefulSet")) {
      for (JsonNode object : objects.of(kind)) {
        JsonNode labels = object.at("/spec/template/metadata/labels");
        selected
            .properties()
            .forEach(e -> assertThat(labels.path(e.getKey())).as(kind).isEqualTo(e.getValue()));
      }
    }
  }

  @Test
  void letsAnEdgeReachCloudDatabaseAndNames() {
    assertThat(ways(Chart.objects(Map.of()), "-edge", "egress"))
        .containsExactlyInAnyOrder("* 53,53", "cloud 8081", "postgresql 5432");
  }

  @Test
  void letsEverybodyAskAnEdgeUnlessToldWho() {
    assertThat(ways(Chart.objects(Map.of()), "-edge", "ingress")).containsExactly("* 8080");
    assertThat(
            ways(
                Chart.objects(
                    "networkPolicy: {clients: [{namespaceSelector: {matchLabels: {team: a}}}]}"),
                "-edge",
                "ingress"))
        .containsExactly(
            "namespace {\"team\":\"a\"}, namespace {\"kubernetes.io/metadata.name\":\"monitoring\"},"
                + " experiment, sweep, test 8080");
  }

  @Test
  void letsOnlyEdgeAndMonitoringReachTheCloudNode() {
    Chart.Objects objects = Chart.objects(Map.of());
    assertThat(ways(objects, "-cloud", "ingress"))
        .containsExactly("edge, namespace {\"kubernetes.io/metadata.name\":\"monitoring\"} 8081");
    assertThat(ways(objects, "-cloud", "egress")).isEmpty();
  }

  @Test
  void letsOnlyEdgesReachTheDatabase() {
    Chart.Objects objects = Chart.objects(Map.of());
    assertThat(ways(objects, "-postgresql", "ingress")).containsExactly("edge 5432");
    assertThat(ways(objects, "-postgresql", "egress")).isEmpty();
  }

  @Test
  void letsExperimentsReachEdgesOnly() {
    Chart.Objects objects = Chart.objects(Map.of());
    assertThat(ways(objects, "-experiments", "egress"))
        .containsExactlyInAnyOrder("* 53,53", "edge 8080");
    assertThat(ways(objects, "-experiments", "ingress")).isEmpty();
  }

  @Test
  void opensThePortsOfWhatIsElsewhere() {
    Chart.Objects objects =
        Chart.objects(
            """
            edge: {upstream: {url: "http://near/v1", model: small}}
            cloud: {enabled: false, externalUrl: "https://cloud.example.org"}
            decisionModel: {enabled: true, baseUrl: "http://decider:8000/v1", name: small}
            postgresql: {enabled: false, existingSecret: s, external: {host: db, port: 6543}}
            sites: [{name: a}, {name: b, cloudUrl: "http://10.0.0.7:9000"}]
            """);
    assertThat(ways(objects, "-edge", "egress"))
        .containsExactlyInAnyOrder("* 53,53", "* 443", "* 80", "* 8000", "* 9000", "* 6543");
  }

  @Test
  void canBeSwitchedOff() {
    assertThat(Chart.objects(Map.of("networkPolicy.enabled", "false")).of("NetworkPolicy"))
        .isEmpty();
  }

  /** Each rule as its peers (* for anybody) and ports. */
  private static List<String> ways(Chart.Objects objects, String policy, String direction) {
    JsonNode spec = objects.one("NetworkPolicy", policy).path("spec");
    String peers = direction.equals("egress") ? "to" : "from";
    return Chart.each(spec.path(direction))
        .map(
            rule ->
                (rule.has(peers)
                        ? Chart.each(rule.path(peers))
                            .map(NetworkPolicyTest::peer)
                            .collect(Collectors.joining(", "))
                        : "*")
                    + " "
                    + Chart.each(rule.path("ports"))
                        .map(port -> port.path("port").asText())
                        .collect(Collectors.joining(",")))
        .toList();
  }

  private static String peer(JsonNode peer) {
    JsonNode pods = peer.at("/podSelector/matchLabels");
    return pods.has(COMPONENT)
        ? pods.path(COMPONENT).textValue()
        : "namespace " + peer.at("/namespaceSelector/matchLabels");
  }
}
