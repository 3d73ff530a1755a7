package io.nearfar.experiments.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nearfar.experiments.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeTest {

  @TempDir private Path directory;

  @Test
  void itsConfigurationIsWhatItWasGiven() throws Exception {
    assertThat(System.getenv()).as("set by the build").containsKey("NEARFAR_CALLER");
    Path log = directory.resolve("log");
    try (Server node = start(log)) {
      awaitEnd(node);
    }

    assertThat(Files.readAllLines(log))
        .contains("variable PATH", "quarkus.http.port=1", "nearfar.shown=a=b")
        .noneMatch(line -> line.matches("variable (NEARFAR|QUARKUS|quarkus)_.*"));
  }

  @Test
  void needsJava() {
    assertThat(Node.java(Optional.of("/usr/lib/jvm/java-17")))
        .isEqualTo(Path.of("/usr/lib/jvm/java-17/bin/java"));
    assertThatThrownBy(() -> Node.java(Optional.empty()))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("java -jar nearfar.jar demo");
  }

  @Test
  void saysWhyItEndedAndWhereItsLogIs() throws Exception {
    Path log = directory.resolve("log");
    try (Server node = start(log)) {
      awaitEnd(node);

      assertThat(node.end())
          .hasValue("the edge agent ended with code 3: no room left\nIts log: " + log);
    }
  }

  private Server start(Path log) throws IOException {
    return Node.start("edge agent", StandIn.jar(directory), 1, Map.of("nearfar.shown", "a=b"), log);
  }

  private static void awaitEnd(Server node) {
    assertThatThrownBy(node::awaitReady)
        .isInstanceOf(Failure.class)
        .hasMessageContaining("ended with code 3");
  }
}
