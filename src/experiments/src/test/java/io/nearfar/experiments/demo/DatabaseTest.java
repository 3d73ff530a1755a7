package io.nearfar.experiments.demo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nearfar.experiments.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

  @Test
  void saysInTheServersWordsWhyItDidNotStart(@TempDir Path directory) throws Exception {
    Path data = Files.createDirectory(directory.resolve("data"));
    Files.writeString(data.resolve("somebody-elses"), "x");
    Path log = directory.resolve("postgresql.log");
    assertThatThrownBy(() -> Database.start(directory, log))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("PostgreSQL did not start: ")
        .hasMessageContaining("exists but is not empty")
        .hasMessageContaining(log.toString());
  }
}
