package io.nearfar.experiments.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientRecordCsvTest {

  @TempDir Path directory;

  @Test
  void readsBackExactlyWhatWasWritten() {
    List<ClientRecord> clients = new SeededRun(5, 400).clients();
    assertThat(clients).anyMatch(client -> client.error().isPresent());
    Path file = directory.resolve("clients.csv");

    ClientRecordCsv.write(file, clients);

    assertThat(ClientRecordCsv.read(file)).isEqualTo(clients);
  }

  @Test
  void readsWhatAPersonWouldWrite() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("clients.csv"),
            """
            task,user,status,ttft_seconds,delay_seconds,output_tokens,error
            a,3,200,0.25,1.5,70,
            b,4,0,,0.01,0,"refused, at once"
            """);

    List<ClientRecord> clients = ClientRecordCsv.read(file);

    assertThat(clients.get(0).ttftSeconds()).hasValue(0.25);
    assertThat(clients.get(0).error()).isEmpty();
    assertThat(clients.get(1).ttftSeconds()).isEmpty();
    assertThat(clients.get(1).error()).contains("refused, at once");
  }

  @Test
  void namesFileLineAndReasonOfAnImpossibleRecord() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("clients.csv"),
            """
            task,user,status,ttft_seconds,delay_seconds,output_tokens,error
            a,3,200,0.25,1.5,70,
            b,-4,0,,0.01,0,
            """);

    assertThatThrownBy(() -> ClientRecordCsv.read(file))
        .isInstanceOf(ResultException.class)
        .hasMessage(file + " line 3: user is -4; it must be at least 0");
  }
}
