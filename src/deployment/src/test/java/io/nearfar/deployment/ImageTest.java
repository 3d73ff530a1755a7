package io.nearfar.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the images say of themselves. */
class ImageTest {

  @ParameterizedTest
  @ValueSource(strings = {"jvm", "native"})
  void theEdgeAgentKeepsItsJournalWhereAnyUserMayWrite(String kind) throws Exception {
    List<String> lines =
        Files.readAllLines(Path.of("..", "edge", "src/main/docker", "Dockerfile." + kind));

    assertThat(lines)
        .contains("USER 10001:10001")
        .filteredOn(line -> line.startsWith("ENV NEARFAR_RECORDS_JOURNAL_DIRECTORY="))
        .singleElement()
        .asString()
        .startsWith("ENV NEARFAR_RECORDS_JOURNAL_DIRECTORY=/tmp/");
  }
}
