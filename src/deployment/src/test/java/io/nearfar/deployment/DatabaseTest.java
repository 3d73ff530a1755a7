package io.nearfar.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.DryRun;
import com.marcnuri.helm.Helm;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The probes of PostgreSQL, run as the kubelet runs them, beside a {@code pg_isready} of the
 * test's.
 */
class DatabaseTest {

  private static final String KEPT =
      """
      {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "n-nearfar-postgresql",
        "namespace": "nearfar"}, "data": {"password": "a2VwdA=="}}
      """;

  /** A password made anew would be another one than that of the volume. */
  @Test
  void refusesAKeyThatTheKeptSecretHasNot() {
    assertThatCode(() -> install("password")).doesNotThrowAnyException();
    assertThatThrownBy(() -> install("pass"))
        .hasMessageContaining("Secret n-nearfar-postgresql has no key pass")
        .hasMessageContaining("must be the key it was made with: password");
  }

  /** Installs, as a dry run, where an API server has the Secret of an earlier installation. */
  private static void install(String key) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer(
        server,
        "/api/v1",
        """
        {"kind": "APIResourceList", "groupVersion": "v1", "resources": [
          {"name": "secrets", "namespaced": true, "kind": "Secret", "verbs": ["get"]}]}
        """);
    answer(server, "/api/v1/namespaces/nearfar/secrets/n-nearfar-postgresql", KEPT);
    server.start();
    try {
      new Helm(Chart.DIRECTORY)
          .install()
          .withName("n")
          .withNamespace("nearfar")
          .withKubeVersion(Chart.KUBERNETES)
          .withKubeConfigContents(
              """
              apiVersion: v1
              kind: Config
              clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
              users: [{name: u, user: {}}]
              contexts: [{name: x, context: {cluster: c, user: u}}]
              current-context: x
              """
                  .formatted(server.getAddress().getPort()))
          .set("postgresql.existingSecretKey", key)
          .clientOnly()
          .dryRun()
          .withDryRunOption(DryRun.SERVER)
          .call();
    } finally {
      server.stop(0);
    }
  }

  private static void answer(HttpServer server, String path, String json) {
    server.createContext(
        path,
        exchange -> {
          byte[] body = json.getBytes(UTF_8);
          boolean exact = exchange.getRequestURI().getPath().equals(path);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(exact ? 200 : 404, exact ? body.length : -1);
          if (exact) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
  }

  /** {@code pg_isready} says 1 while the server refuses connections, 2 where none answers. */
  @ParameterizedTest
  @CsvSource({"0, true, true", "1, true, false", "2, false, false", "3, false, false"})
  void letsADatabaseRecover(int said, boolean alive, boolean ready, @TempDir Path bin)
      throws Exception {
    Path tool = bin.resolve("pg_isready");
    Files.writeString(tool, "#!/bin/sh\nexit " + said + "\n");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
    JsonNode container =
        Chart.objects(Map.of()).pods().get("n-nearfar-postgresql").at("/containers/0");
    assertThat(succeeds(container.path("startupProbe"), bin)).isEqualTo(alive);
    assertThat(succeeds(container.path("livenessProbe"), bin)).isEqualTo(alive);
    assertThat(succeeds(container.path("readinessProbe"), bin)).isEqualTo(ready);
  }

  private static boolean succeeds(JsonNode probe, Path bin) throws Exception {
    List<String> command = Chart.each(probe.at("/exec/command")).map(JsonNode::textValue).toList();
    assertThat(command).isNotEmpty();
    ProcessBuilder builder =
        command.get(0).equals("pg_isready")
            ? new ProcessBuilder(bin.resolve("pg_isready").toString())
            : new ProcessBuilder(command);
    builder.environment().merge("PATH", bin.toString(), (path, own) -> own + ":" + path);
    Process process = builder.redirectErrorStream(true).start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return process.exitValue() == 0;
  }
}
