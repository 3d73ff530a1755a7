package io.nearfar.experiments.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nearfar.experiments.Failure;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusTest {

  private static final Path RULES = Path.of("../../helm/nearfar/files/prometheus-rules.yaml");

  @TempDir private Path directory;

  @Test
  void isTheFirstProgramOfThatNameOnThePath() throws IOException {
    Path empty = Files.createDirectory(directory.resolve("empty"));
    Files.writeString(empty.resolve("prometheus"), "not executable");
    Path first = program("first", "");
    Path second = program("second", "");

    assertThat(Prometheus.find(path(empty, first.getParent(), second.getParent())).program())
        .isEqualTo(first);
  }

  @Test
  void saysWhatToInstallWhereThereIsNone() {
    String path = path(directory.resolve("nowhere"), directory);

    assertThatThrownBy(() -> Prometheus.find(path))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("--prometheus is given, but there is no program prometheus on the")
        .hasMessageContaining(path)
        .hasMessageContaining("apt-get install prometheus");
    assertThat(Prometheus.installed("")).isEmpty();
  }

  @Test
  void readsBothNodesAndHasTheRulesOfTheChart() throws Exception {
    Path home = directory.resolve("home");
    Path log = directory.resolve("log");
    try (Server server = start(program("bin", "echo \"$@\"; exit 3"), home, log)) {
      assertThatThrownBy(server::awaitReady)
          .isInstanceOf(Failure.class)
          .hasMessageStartingWith("the Prometheus ended with code 3: --config.file=");
    }

    assertThat(log)
        .content()
        .contains("--config.file=" + home.resolve("prometheus.yaml"))
        .contains("--storage.tsdb.path=" + home)
        .contains("--web.listen-address=127.0.0.1:1 ");
    assertThat(home.resolve("prometheus-rules.yaml")).hasSameTextualContentAs(RULES);
    assertThat(home.resolve("prometheus.yaml"))
        .content()
        .contains("rule_files: [prometheus-rules.yaml]")
        .containsSubsequence(
            "job_name: nearfar-edge",
            "targets: [\"127.0.0.1:8080\"], labels: {namespace: demo}",
            "job_name: nearfar-cloud",
            "targets: [\"127.0.0.1:8081\"], labels: {namespace: demo}");
  }

  private static Server start(Path program, Path home, Path log) throws IOException {
    return new Prometheus(program)
        .start(
            1, URI.create("http://127.0.0.1:8080"), URI.create("http://127.0.0.1:8081"), home, log);
  }

  private Path program(String name, String script) throws IOException {
    Path program = Files.createDirectory(directory.resolve(name)).resolve("prometheus");
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String path(Path... directories) {
    StringBuilder path = new StringBuilder();
    for (Path directory : directories) {
      path.append(File.pathSeparator).append(directory);
    }
    return path.toString();
  }
}
