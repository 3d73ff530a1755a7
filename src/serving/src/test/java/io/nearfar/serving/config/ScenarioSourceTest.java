package io.nearfar.serving.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nearfar.model.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioSourceTest {

  @TempDir Path directory;

  @Test
  void readsWhatShips() {
    assertThat(ScenarioSource.read("study").name()).isEqualTo("study");
  }

  @Test
  void readsAFile() throws IOException {
    Path file = directory.resolve("mine.yaml");
    Files.writeString(file, ScenarioReader.write(ScenarioReader.shipped("study").withSeed(77)));
    assertThat(ScenarioSource.read(file.toString()).seed()).isEqualTo(77);
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    assertThatThrownBy(() -> ScenarioSource.read("no-such-file"))
        .hasMessageContaining("nearfar.scenario is \"no-such-file\"")
        .hasMessageContaining("shipped study, demo");
    Path file = Files.writeString(directory.resolve("bad.yaml"), "name: x\nuzers: 3\n");
    assertThatThrownBy(() -> ScenarioSource.read(file.toString()))
        .hasMessageContaining("nearfar.scenario")
        .hasMessageContaining("uzers");
  }
}
