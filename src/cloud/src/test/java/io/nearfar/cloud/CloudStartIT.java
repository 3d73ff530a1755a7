package io.nearfar.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How the packaged application refuses to start: a reason without a stack trace, and exit code 1.
 */
class CloudStartIT {

  @TempDir Path directory;

  private record Exit(int code, String output) {}

  private Exit start(Map<String, String> environment, String... properties)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("-Dquarkus.http.port=0"));
    all.addAll(List.of(properties));
    Path output = directory.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(Packaged.command(all))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it gives up").isTrue();
      return new Exit(process.exitValue(), Files.readString(output, UTF_8));
    } finally {
      process.destroyForcibly();
    }
  }

  private static void assertRefused(Exit exit, String... reasons) {
    assertThat(exit.code()).as(exit.output()).isEqualTo(1);
    assertThat(exit.output()).contains(reasons).doesNotContain("\tat ");
  }

  @Test
  void refusesAPortInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertRefused(
          start(
              Map.of(),
              "-Dquarkus.http.host=" + taken.getInetAddress().getHostAddress(),
              "-Dquarkus.http.port=" + taken.getLocalPort()),
          "quarkus.http.port is " + taken.getLocalPort(),
          "free port");
    }
  }

  @Test
  void refusesAnUnknownKey() throws Exception {
    assertRefused(start(Map.of(), "-Dnearfar.limits.max-runing=3"), "nearfar.limits.max-runing");
  }

  @Test
  void refusesAnUnknownKeyInTheEnvironment() throws Exception {
    assertRefused(
        start(Map.of("NEARFAR_LIMITS_MAX_RUNING", "3")),
        "NEARFAR_LIMITS_MAX_RUNING",
        "nearfar.limits.max-running");
  }

  @Test
  void refusesAValueOutOfRange() throws Exception {
    assertRefused(
        start(Map.of("NEARFAR_LIMITS_MAX_RUNNING", "0")), "nearfar.limits.max-running", "1");
  }

  @Test
  void refusesAScenarioThatDoesNotExist() throws Exception {
    assertRefused(
        start(Map.of(), "-Dnearfar.scenario=nowhere.yaml"), "nowhere.yaml", "study, demo");
  }
}
