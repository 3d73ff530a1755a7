package io.nearfar.experiments.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nearfar.experiments.Failure;
import io.nearfar.experiments.Scenarios;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioReader;
import io.nearfar.model.task.ServiceType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceTest {

  private static final String HEADER = "TIMESTAMP,ContextTokens,GeneratedTokens\r\n";
  private static final String CHAT =
      HEADER
          + "2023-11-16 18:15:46.6805900,374,44\r\n"
          + "2023-11-16 18:15:50.6805900,396,109\r\n"
          + "2023-11-16 18:15:56.6805900,879,55";
  private static final String CODE = HEADER + "2023-11-16 18:15:44.6805900,4808,10\r\n";

  @TempDir private Path directory;

  @Test
  void mergesBothFilesByTimeRelativeToTheEarliest() throws IOException {
    List<Arrival> arrivals = replay(CHAT, CODE, "");

    assertThat(arrivals).extracting(Arrival::index).containsExactly(0, 1, 2, 3);
    assertThat(arrivals).extracting(Arrival::atSeconds).containsExactly(0.0, 2.0, 6.0, 12.0);
    assertThat(arrivals)
        .extracting(a -> a.task().serviceType())
        .containsExactly(
            ServiceType.QUALITY_PREFERRED,
            ServiceType.REGULAR,
            ServiceType.REGULAR,
            ServiceType.REGULAR);
    assertThat(arrivals.get(1).task().promptTokens()).isEqualTo(374);
    assertThat(arrivals.get(1).task().outputTokens()).isEqualTo(44);
    assertThat(arrivals)
        .allSatisfy(a -> assertThat(a.task().user().orElseThrow()).isBetween(0, 19));
  }

  @Test
  void cutsInTimeOfTheTraceAndThenSpeedsUp() throws IOException {
    List<Arrival> arrivals = replay(CHAT, CODE, ", speed: 4, durationSeconds: 12");

    assertThat(arrivals).extracting(Arrival::atSeconds).containsExactly(0.0, 0.5, 1.5);
  }

  @Test
  void readsCompressedFilesAndOtherColumnOrders() throws IOException {
    Path file = directory.resolve("trace.csv.gz");
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
      gzip.write(
          "GeneratedTokens,TIMESTAMP,model,ContextTokens\n7,2024-05-10 00:00:00.009930+00:00,x,2\n"
              .getBytes(StandardCharsets.UTF_8));
    }

    List<TraceFile.Row> rows = TraceFile.read(file.toString(), ServiceType.REGULAR);

    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).outputTokens()).isEqualTo(7);
    assertThat(rows.get(0).promptTokens()).isEqualTo(2);
  }

  @Test
  void shipsOneMinuteOfBothServices() {
    List<TraceFile.Row> chat = TraceFile.read("sample", ServiceType.REGULAR);
    List<TraceFile.Row> code = TraceFile.read("sample", ServiceType.QUALITY_PREFERRED);

    assertThat(chat).hasSize(394);
    assertThat(code).hasSize(462);
    assertThat(chat.get(0).arrival()).hasToString("2023-11-16T18:40:00.524625");
    List<Arrival> demo = timed(ScenarioReader.shipped("demo"));
    assertThat(demo.get(0).atSeconds()).isZero();
    assertThat(demo.get(demo.size() - 1).atSeconds()).isCloseTo(50, within(1.0)).isLessThan(50);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2023-11-16 18:15:46,374 | line 2: there are 2 fields; the header has 3",
        "2023-11-16T18:15:46,374,44 | line 2: TIMESTAMP is \"2023-11-16T18:15:46\"",
        "2023-11-16 18:15:46,-1,44 | line 2: ContextTokens is \"-1\"; it must be a whole number >= 0",
        "2023-11-16 18:15:46,374,0 | line 2: GeneratedTokens is \"0\"; it must be a whole number >= 1",
        "2023-11-16 18:15:46,374,many | line 2: GeneratedTokens is \"many\"",
      })
  void namesTheLineOfABadRow(String row, String message) throws IOException {
    Path file = write("bad.csv", HEADER + row + "\n");

    assertThatThrownBy(() -> TraceFile.read(file.toString(), ServiceType.REGULAR))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message);
  }

  @Test
  void namesAMissingColumn() throws IOException {
    Path file = write("bad.csv", "TIMESTAMP,ContextTokens\n");

    assertThatThrownBy(() -> TraceFile.read(file.toString(), ServiceType.REGULAR))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("line 1: column GeneratedTokens is missing");
  }

  @Test
  void refusesWhatIsNoTrace() throws IOException {
    assertRefused(directory.resolve("none.csv"), "does not exist");
    assertRefused(directory, "is a directory");
    assertRefused(write("empty.csv", ""), "is empty");
    assertRefused(write("header.csv", HEADER), "has a header and no rows");
    assertRefused(write("plain.csv.gz", CHAT), "cannot be read: Not in GZIP format");
  }

  private static void assertRefused(Path file, String reason) {
    assertThatThrownBy(() -> TraceFile.read(file.toString(), ServiceType.REGULAR))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(reason);
  }

  private List<Arrival> replay(String regular, String qualityPreferred, String more)
      throws IOException {
    Path chat = write("chat.csv", regular);
    Path code = write("code.csv", qualityPreferred);
    return timed(
        Scenarios.of(
            "policy: {name: oracle}",
            "arrivals: {process: trace, regular: '%s', qualityPreferred: '%s'%s}"
                .formatted(chat, code, more)));
  }

  private static List<Arrival> timed(Scenario scenario) {
    List<Arrival> arrivals = new ArrayList<>();
    Workload.timed(scenario).forEach(arrivals::add);
    return arrivals;
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }
}
