package io.nearfar.experiments.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** How a node is started: on the Java of this process. */
final class Node {

  private static final String HEAP = "-Xmx256m";

  /** Variables that a node takes for its configuration. */
  private static final Pattern CONFIGURATION =
      Pattern.compile("(nearfar|quarkus|smallrye_config)[^a-z0-9].*", Pattern.CASE_INSENSITIVE);

  private Node() {}

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
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
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
