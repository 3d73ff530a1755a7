package io.nearfar.experiments.demo;

import io.nearfar.experiments.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a node is started: on the Java of this process. */
final class Node {

  private static final String HEAP = "-Xmx256m";

  /** Variables that a node takes for its configuration. */
  private static final Pattern CONFIGURATION =
      Pattern.compile("(nearfar|quarkus|smallrye_config)[^a-z0-9].*", Pattern.CASE_INSENSITIVE);

  private Node() {}

  /**
   * The launcher of a Java runtime.
   *
   * @param home where it is, unless this is a native executable
   * @throws Failure when there is none
   */
  static Path java(Optional<String> home) {
    return Path.of(
        home.orElseThrow(
            () ->
                new Failure(
                    "the demo starts its nodes on the Java that runs it, and a native executable"
                        + " has none\nRun it by: java -jar nearfar.jar demo")),
        "bin",
        "java");
  }

  /**
   * Starts a node. It is not ready yet. Its configuration is what is given here: variables of this
   * process that would change it are kept from it.
   *
   * @param name what to call it
   * @param jar its runnable jar
   * @param port where it listens
   * @param properties its configuration
   * @param log where it writes
   */
  static Server start(String name, Path jar, int port, Map<String, String> properties, Path log) {
    List<String> command = new ArrayList<>();
    command.add(java(Optional.ofNullable(System.getProperty("java.home"))).toString());
    command.add(HEAP);
    command.add("-Dquarkus.http.host=" + Server.LOOPBACK);
    command.add("-Dquarkus.http.port=" + port);
    properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.add("-jar");
    command.add(jar.toString());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(CONFIGURATION.asMatchPredicate());
    return Server.start(name, builder, port, "/q/health/ready", log);
  }
}
