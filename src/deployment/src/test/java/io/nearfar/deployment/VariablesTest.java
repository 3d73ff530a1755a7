package io.nearfar.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Variables of the environment: who may set them, and which of two wins. */
class VariablesTest {

  private static final Pattern INSTEAD =
      Pattern.compile("which the chart sets: write (.+) instead");

  /** A variable that is there twice would be the last one's, and the value would say nothing. */
  @ParameterizedTest
  @CsvSource({"edge, -edge-on", "cloud, -cloud"})
  void refusesConfigurationThatTheChartSets(String node, String deployment) throws Exception {
    List<String> keys =
        ValuesTable.rows(Chart.DIRECTORY.resolve("values.yaml")).stream()
            .map(ValuesTable.Row::key)
            .toList();
    List<String> variables =
        Chart.environment(
                Chart.objects(ChartTest.EVERYTHING)
                    .one("Deployment", deployment)
                    .at("/spec/template/spec"))
            .keySet()
            .stream()
            .toList();
    assertThat(variables).contains("NEARFAR_RUN", "NEARFAR_UPSTREAM_URL");
    for (String variable : variables) {
      String key = variable.toLowerCase(Locale.ROOT).replace('_', '.');
      Map<String, String> values = new TreeMap<>(ChartTest.EVERYTHING);
      values.put(node + ".config." + key.replace(".", "\\."), "x");
      Throwable refused = catchThrowable(() -> Chart.objects(values));
      assertThat(refused).as(key).hasMessageContaining("config of " + node + " has " + key);
      String instead =
          INSTEAD.matcher(refused.getMessage()).results().map(m -> m.group(1)).findFirst().get();
      assertThat(instead.split(" or "))
          .as(key)
          .allMatch(
              value ->
                  value.startsWith("sites[].")
                      || keys.stream().anyMatch(k -> (k + ".").startsWith(value + ".")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-Xmx200m, -Xmx200m",
    "-XX:+UseG1GC, -XX:-UseSerialGC -XX:+UseG1GC",
    "-Dx=y -XX:+UseZGC, -XX:-UseSerialGC -Dx=y -XX:+UseZGC"
  })
  void letsAnotherCollectorTakeThePlaceOfTheImages(String given, String options) {
    Map<String, String> values = new TreeMap<>();
    for (String part : List.of("edge", "cloud", "experiments")) {
      values.put(part + ".javaOptions", given);
    }
    values.put("experiment.enabled", "true");
    assertThat(Chart.objects(values).pods())
        .allSatisfy(
            (name, pod) -> {
              if (!name.contains("postgresql")) {
                assertThat(Chart.environment(pod))
                    .as(name)
                    .containsEntry("JDK_JAVA_OPTIONS", options);
              }
            });
  }

  /**
   * The virtual machine reads {@code JAVA_TOOL_OPTIONS}, then {@code JDK_JAVA_OPTIONS}, then the
   * command line: what the chart gives wins over the first, and loses against the last.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          edge        | -XX:+UseSerialGC -XX:MaxRAMPercentage= -XX:TrimNativeHeapInterval= -XX:+ExitOnOutOfMemoryError
          cloud       | -XX:+UseSerialGC -XX:MaxRAMPercentage= -XX:TrimNativeHeapInterval= -XX:+ExitOnOutOfMemoryError
          experiments | -XX:+UseSerialGC -XX:MaxRAMPercentage= -XX:+ExitOnOutOfMemoryError
          """)
  void keepsOptionsThatCanBeChangedOffTheCommandLine(String part, String changeable)
      throws Exception {
    Path file = Chart.ROOT.resolve("src/" + part + "/src/main/docker/Dockerfile.jvm");
    List<String> lines = Files.readAllLines(file);
    String entrypoint = line(lines, "ENTRYPOINT ");
    assertThat(options(entrypoint)).containsExactly("-XX:AOTCache=");
    assertThat(options(line(lines, "ENV JAVA_TOOL_OPTIONS=")))
        .containsExactly(changeable.split(" "));
    // The cache is of one collector, and of one path to the archive.
    String jar = entrypoint.replaceAll(".*\"(/[^\"]+\\.jar)\".*", "$1");
    assertThat(String.join("\n", lines))
        .containsPattern("-XX:AOTCacheOutput=app.aot -XX:\\+UseSerialGC -jar " + jar + "\\s");
  }

  private static String line(List<String> lines, String begin) {
    return lines.stream().filter(line -> line.startsWith(begin)).findFirst().orElseThrow();
  }

  private static Stream<String> options(String line) {
    return Pattern.compile("-XX:[+-]?\\w+=?").matcher(line).results().map(MatchResult::group);
  }

  @Test
  void mountsWhatAnOperatorBrings() {
    Chart.Objects objects =
        Chart.objects(
            """
            edge:
              volumes: [{name: authority, secret: {secretName: ca}}]
              volumeMounts: [{name: authority, mountPath: /etc/authority}]
            experiments:
              volumes: [{name: trace, configMap: {name: azure}}]
              volumeMounts: [{name: trace, mountPath: /etc/trace}]
            experiment: {enabled: true}
            sweep: {enabled: true}
            """);
    objects
        .pods()
        .forEach(
            (name, pod) -> {
              String brought =
                  name.contains("-edge-")
                      ? "authority"
                      : name.matches(".*-(experiment|sweep|test)-.*") ? "trace" : "none";
              assertThat(Chart.each(pod.path("volumes")).map(v -> v.path("name").textValue()))
                  .as(name)
                  .filteredOn(v -> v.equals("authority") || v.equals("trace"))
                  .isEqualTo(brought.equals("none") ? List.of() : List.of(brought));
              assertThat(
                      pod.at("/containers/0/volumeMounts").toString().contains("/etc/" + brought))
                  .as(name)
                  .isEqualTo(!brought.equals("none"));
            });
  }
}
