package io.nearfar.experiments.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nearfar.experiments.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationsTest {

  @TempDir private Path directory;

  @Test
  void takesThemFromWhereTheOptionsSay() throws IOException {
    Path edge = Files.createDirectory(directory.resolve("edge"));
    Path cloud = Files.createDirectory(directory.resolve("cloud"));
    Files.createFile(edge.resolve("quarkus-run.jar"));
    Files.createFile(cloud.resolve("quarkus-run.jar"));

    Applications found = Applications.find(Optional.of(edge), Optional.of(cloud));

    assertThat(found.edge()).isEqualTo(edge.resolve("quarkus-run.jar"));
    assertThat(found.cloud()).isEqualTo(cloud.resolve("quarkus-run.jar"));
  }

  @Test
  void saysWhatToBuildWhenOneIsMissing() {
    assertThatThrownBy(() -> Applications.find(Optional.of(directory), Optional.empty()))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("there is no edge application in " + directory)
        .hasMessageContaining("mvn -Dquickly package")
        .hasMessageContaining("--edge-app DIR");
  }
}
