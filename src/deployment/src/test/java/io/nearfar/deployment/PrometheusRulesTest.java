package io.nearfar.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusRulesTest {

  private static final Path RULES = Chart.DIRECTORY.resolve("files/prometheus-rules.yaml");
  private static final Path CASES = Path.of("src/test/resources/prometheus-rules.test.yaml");

  @TempDir private Path directory;

  @Test
  void areWellFormed() throws Exception {
    assertThat(promtool("check", "rules", RULES.toString())).contains("SUCCESS");
  }

  @Test
  void fireWhenTheyShouldAndOnlyThen() throws Exception {
    Path cases = beside(Files.readString(RULES));

    assertThat(promtool("test", "rules", cases.toString())).contains("SUCCESS");
  }

  /** Without a case an alert is silent in the tests, whatever it says. */
  @Test
  void haveACaseInWhichEachAlertFires() {
    assertThat(
            Chart.each(Chart.read(CASES).path("tests"))
                .flatMap(test -> Chart.each(test.path("alert_rule_test")))
                .filter(test -> !test.path("exp_alerts").isEmpty())
                .map(test -> test.path("alertname").textValue()))
        .containsAll(
            Chart.each(Chart.read(RULES).path("groups"))
                .flatMap(group -> Chart.each(group.path("rules")))
                .filter(rule -> rule.has("alert"))
                .map(rule -> rule.path("alert").textValue())
                .toList());
  }

  /** The cases name the rules as a file beside them. */
  private Path beside(String rules) throws IOException {
    Files.writeString(directory.resolve(RULES.getFileName().toString()), rules);
    return Files.copy(CASES, directory.resolve(CASES.getFileName().toString()));
  }

  private static String promtool(String... arguments) throws Exception {
    String program = installed();
    Process process =
        new ProcessBuilder(Stream.concat(Stream.of(program), Stream.of(arguments)).toList())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  /** It comes with Prometheus; a place that tests everything must have it. */
  private static String installed() {
    String path = System.getenv("PATH");
    return Stream.of(path.split(File.pathSeparator))
        .map(directory -> Path.of(directory, "promtool"))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElseGet(
            () -> {
              String missing = "there is no program promtool on the PATH";
              return System.getenv("CI") == null ? abort(missing) : fail(missing);
            });
  }
}
