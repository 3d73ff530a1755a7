package io.nearfar.experiments.demo;

import io.nearfar.experiments.Failure;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * A Prometheus that reads the metrics of both nodes every second and has the recording and alert
 * rules that the chart installs.
 *
 * @param program its executable file
 */
record Prometheus(Path program) {

  /** The chart's file, brought along by the build. */
  private static final String RULES = "prometheus-rules.yaml";

  private static final String CONFIGURATION =
      """
      global:
        scrape_interval: 1s
        scrape_timeout: 1s
        evaluation_interval: 1s
      rule_files: [%s]
      scrape_configs:
        - job_name: nearfar-edge
          metrics_path: /q/metrics
          static_configs:
            - {targets: ["%s"], labels: {namespace: demo}}
        - job_name: nearfar-cloud
          metrics_path: /q/metrics
          static_configs:
            - {targets: ["%s"], labels: {namespace: demo}}
      """;

  /**
   * Finds the one that is installed.
   *
   * @param searchPath the directories of programs, as the variable PATH has them
   * @throws Failure when there is none
   */
  static Prometheus find(String searchPath) {
    return installed(searchPath)
        .orElseThrow(
            () ->
                new Failure(
                    "--prometheus is given, but there is no program prometheus on the PATH, which is "
                        + searchPath
                        + "\nInstall it (Debian, Ubuntu: apt-get install prometheus; macOS: brew"
                        + " install prometheus), or leave the option out."));
  }

  /** The one that is installed in a directory of the search path, if one is. */
  static Optional<Prometheus> installed(String searchPath) {
    return Arrays.stream(searchPath.split(File.pathSeparator))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, "prometheus").toAbsolutePath())
        .filter(program -> Files.isRegularFile(program) && Files.isExecutable(program))
        .findFirst()
        .map(Prometheus::new);
  }

  /**
   * Starts it. It is not ready yet.
   *
   * @param port where it listens, on this machine only
   * @param edge root of the edge agent
   * @param cloud root of the cloud node
   * @param directory a new one for its configuration and data
   * @param log where it writes
   * @throws IOException when the directory cannot be written
   */
  Server start(int port, URI edge, URI cloud, Path directory, Path log) throws IOException {
    Files.createDirectory(directory);
    try (InputStream rules = Prometheus.class.getResourceAsStream(RULES)) {
      Files.copy(rules, directory.resolve(RULES));
    }
    Path configuration =
        Files.writeString(
            directory.resolve("prometheus.yaml"),
            CONFIGURATION.formatted(RULES, edge.getAuthority(), cloud.getAuthority()));
    return Server.start(
        "Prometheus",
        new ProcessBuilder(
            program.toString(),
            "--config.file=" + configuration,
            "--storage.tsdb.path=" + directory.resolve("data"),
            "--web.listen-address=" + Server.LOOPBACK + ":" + port,
            "--log.level=warn"),
        port,
        "/-/ready",
        log);
  }
}
