package io.nearfar.experiments.demo;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The nodes that the build of all modules leaves; without them a test is skipped. */
final class BuiltNodes {

  private BuiltNodes() {}

  static Applications find() {
    Path edge = Path.of("..", "edge", "target", "quarkus-app");
    assumeTrue(
        Files.exists(edge.resolve("quarkus-run.jar")),
        "the nodes are not built: run the build of all modules");
    return Applications.find(Optional.empty(), Optional.empty());
  }
}
