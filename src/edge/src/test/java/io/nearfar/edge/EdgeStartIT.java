package io.nearfar.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.edge.rig.Database;
import io.nearfar.edge.rig.Packaged;
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
class EdgeStartIT {

  @TempDir Path directory;

  private record Exit(int code, String output) {}

  private Exit start(Map<String, String> environment, String... properties)
      throws IOException, InterruptedException {
    Process process = process(environment, properties);
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it gives up").isTrue();
      return new Exit(process.exitValue(), Files.readString(output(), UTF_8));
    } finally {
      process.destroyForcibly();
    }
  }

  private Process process(Map<String, String> environment, String... properties)
      throws IOException {
    List<String> all = new ArrayList<>();
    all.add("-Dquarkus.http.port=0");
    all.add("-Dquarkus.datasource.jdbc.url=" + nowhere());
    all.add("-Dnearfar.records.journal.directory=" + directory.resolve("journal"));
    all.addAll(List.of(properties));
    ProcessBuilder builder =
        new ProcessBuilder(Packaged.command(all))
            .redirectErrorStream(true)
            .redirectOutput(output().toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }

  private Path output() {
    return directory.resolve("output.txt");
  }

  private void awaitOutput(Process process, String text) throws Exception {
    while (!Files.readString(output(), UTF_8).contains(text)) {
      assertThat(process.isAlive()).as(Files.readString(output(), UTF_8)).isTrue();
      Thread.sleep(20);
    }
  }

  /** A database where nothing listens. */
  private static String nowhere() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "jdbc:postgresql://127.0.0.1:" + free.getLocalPort() + "/nearfar";
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
  void refusesToStartWithoutItsDatabase() throws Exception {
    String url = nowhere();
    assertRefused(
        start(Map.of(), "-Dquarkus.datasource.jdbc.url=" + url),
        "PostgreSQL at " + url + " cannot be used",
        "refused",
        "quarkus.datasource.jdbc.url, .username and .password say where it is");
  }

  @Test
  void waitsForItsDatabaseAsLongAsItMay() throws Exception {
    String url = nowhere();
    assertRefused(
        start(
            Map.of(),
            "-Dquarkus.datasource.jdbc.url=" + url,
            "-Dnearfar.records.start-deadline=6s"),
        "PostgreSQL at " + url + " cannot be used: ",
        "trying again for 6 s",
        "quarkus.datasource.jdbc.url, .username and .password say where it is");
  }

  @Test
  void startsWhenItsDatabaseCanBeUsed() throws Exception {
    Database database = new Database();
    Process process =
        process(
            Map.of(),
            "-Dquarkus.datasource.jdbc.url=" + database.url(),
            "-Dquarkus.datasource.username=postgres",
            "-Dquarkus.datasource.password=postgres",
            "-Dnearfar.records.start-deadline=90s");
    try {
      awaitOutput(process, "trying again for 90 s");
      database.start();
      awaitOutput(process, "Listening on");
    } finally {
      process.destroyForcibly();
      database.stop();
    }
  }

  @Test
  void refusesAJournalThatCannotBeWritten() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "");
    assertRefused(
        start(Map.of(), "-Dnearfar.records.journal.directory=" + file.resolve("journal")),
        "nearfar.records.journal.directory is " + file.resolve("journal"),
        "may write");
  }

  @Test
  void refusesAnUnknownKey() throws Exception {
    assertRefused(start(Map.of(), "-Dnearfar.cloud.uri=http://far:1"), "nearfar.cloud.uri");
  }

  @Test
  void refusesAnUnknownKeyInTheEnvironment() throws Exception {
    assertRefused(
        start(Map.of("NEARFAR_CLOUD_URI", "http://far:1")),
        "NEARFAR_CLOUD_URI",
        "nearfar.cloud.url");
  }

  @Test
  void refusesAValueOutOfRange() throws Exception {
    assertRefused(
        start(Map.of("NEARFAR_CLOUD_BREAKER_WINDOW", "0")), "nearfar.cloud.breaker.window", "1");
  }

  @Test
  void refusesACloudThatIsNoAddress() throws Exception {
    assertRefused(
        start(Map.of(), "-Dnearfar.cloud.url=far"), "nearfar.cloud.url is \"far\"", "http://cloud");
  }

  @Test
  void refusesAScenarioThatDoesNotExist() throws Exception {
    assertRefused(
        start(Map.of(), "-Dnearfar.scenario=nowhere.yaml"), "nowhere.yaml", "study, demo");
  }

  @Test
  void refusesAScenarioWithAnUnknownKey() throws Exception {
    Path scenario = Files.writeString(directory.resolve("bad.yaml"), "name: bad\nusrs: 3\n");
    assertRefused(start(Map.of(), "-Dnearfar.scenario=" + scenario), scenario.toString(), "usrs");
  }

  @Test
  void refusesARemoteDecisionModelWithoutItsAddress() throws Exception {
    assertRefused(
        start(Map.of(), "-Dnearfar.language-model.remote=true"),
        "nearfar.language-model.remote is true without nearfar.language-model.base-url");
  }
}
