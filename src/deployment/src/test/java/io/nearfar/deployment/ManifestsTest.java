package io.nearfar.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The plain manifests are the chart with its default values. */
class ManifestsTest {

  private static final Path DIRECTORY = Chart.ROOT.resolve("k8s");
  private static final String SOURCE = "# Source: nearfar/templates/";

  @Test
  void areTheChartWithDefaultValues() throws Exception {
    Map<String, StringBuilder> files = new TreeMap<>();
    // A password is nothing to be rendered: the Secret is named, and kustomize makes it.
    String rendered =
        Chart.render("nearfar", Map.of("postgresql.existingSecret", "nearfar-postgresql"));
    for (String document : rendered.split("(?m)^---\\n", -1)) {
      int source = document.indexOf(SOURCE);
      if (source < 0 || document.contains("helm.sh/hook")) {
        continue;
      }
      int end = document.indexOf('\n', source);
      String file = document.substring(source + SOURCE.length(), end);
      files
          .computeIfAbsent(file, f -> new StringBuilder("# Rendered from helm/nearfar.\n"))
          .append("---\n")
          .append(document.substring(end + 1).strip())
          .append('\n');
    }
    for (Map.Entry<String, StringBuilder> file : files.entrySet()) {
      Rendered.compare(DIRECTORY.resolve(file.getKey()), file.getValue().toString());
    }
    try (Stream<Path> there = Files.list(DIRECTORY)) {
      assertThat(there.map(p -> p.getFileName().toString()).collect(Collectors.toSet()))
          .isEqualTo(
              Stream.concat(files.keySet().stream(), Stream.of("kustomization.yaml"))
                  .collect(Collectors.toSet()));
    }
    JsonNode kustomization = Chart.read(DIRECTORY.resolve("kustomization.yaml"));
    assertThat(Chart.each(kustomization.path("resources")).map(JsonNode::textValue))
        .containsExactlyElementsOf(files.keySet());
  }
}
