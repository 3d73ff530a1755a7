package io.nearfar.experiments.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nearfar.model.outcome.TaskRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskRecordCsvTest {

  @TempDir Path directory;

  @Test
  void readsBackExactlyWhatWasWritten() {
    for (long seed = 1; seed <= 5; seed++) {
      List<TaskRecord> tasks = new SeededRun(seed, 400).tasks();
      Path file = directory.resolve("tasks-" + seed + ".csv");

      TaskRecordCsv.write(file, tasks);

      assertThat(TaskRecordCsv.read(file)).isEqualTo(tasks);
    }
  }

  @Test
  void writesOneLinePerTaskUnderNamedColumns() throws IOException {
    Path file = written(1);

    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .isEqualTo(
            "run,task,arrival,user,service_type,condition,prompt_tokens,expected_output_tokens,"
                + "output_tokens,policy,decision,origin,decision_failure,tier,model,hop_failure,"
                + "ending,decision_seconds,measured_ttft_seconds,measured_tpot_seconds,"
                + "measured_delay_seconds,measured_backhaul_seconds,analytic_ttft_seconds,"
                + "analytic_tpot_seconds,analytic_delay_seconds,analytic_backhaul_seconds,feasible,"
                + "attainable,radio_seconds,reward,analytic_reward,regret");
    assertThat(lines.get(1)).startsWith("seeded,task-0,2026-03-01T12:00:00.").contains(";");
  }

  @Test
  void writesAndReadsARunWithoutTasks() {
    Path file = written(0);

    assertThat(TaskRecordCsv.read(file)).isEmpty();
  }

  @Test
  void acceptsColumnsInAnotherOrder() throws IOException {
    Path file = written(3);
    List<TaskRecord> tasks = TaskRecordCsv.read(file);
    List<String> moved =
        Files.readAllLines(file).stream()
            .map(line -> line.replaceFirst("^([^,]*),([^,]*),", "$2,$1,"))
            .toList();
    Files.write(file, moved);

    assertThat(TaskRecordCsv.read(file)).isEqualTo(tasks);
  }

  @Test
  void namesFileLineAndColumnOfABadNumber() throws IOException {
    Path file = edited(3, 2, line -> line.replaceFirst("Z,[0-9]+,", "Z,seven,"));

    assertThatThrownBy(() -> TaskRecordCsv.read(file))
        .isInstanceOf(ResultException.class)
        .hasMessageContaining(file + " line 3")
        .hasMessageContaining("column user")
        .hasMessageContaining("seven");
  }

  @Test
  void namesFileLineAndColumnOfAnUnknownWord() throws IOException {
    Path file = edited(3, 3, line -> line.replaceFirst(",icl,(local|offload),", ",icl,nowhere,"));

    assertThatThrownBy(() -> TaskRecordCsv.read(file))
        .isInstanceOf(ResultException.class)
        .hasMessageContaining(file + " line 4")
        .hasMessageContaining("column decision")
        .hasMessageContaining("nowhere");
  }

  @Test
  void namesFileLineAndReasonOfAnImpossibleTask() throws IOException {
    Path file = edited(3, 1, line -> line.replaceFirst("Z,[0-9]+,", "Z,-1,"));

    assertThatThrownBy(() -> TaskRecordCsv.read(file))
        .isInstanceOf(ResultException.class)
        .hasMessage(file + " line 2: user is -1; it must be at least 0");
  }

  @Test
  void refusesAMissingNumber() throws IOException {
    Path file =
        edited(3, 3, line -> line.replaceFirst(";(regular|quality-preferred),[0-9]+,", ";$1,,"));

    assertThatThrownBy(() -> TaskRecordCsv.read(file))
        .isInstanceOf(ResultException.class)
        .hasMessage(
            file + " line 4: column prompt_tokens: the cell is empty; it must hold a value");
  }

  @Test
  void readsATaskOfNoUserOfTheCell() throws IOException {
    Path file = edited(3, 3, line -> line.replaceFirst("Z,[0-9]+,", "Z,,"));

    assertThat(TaskRecordCsv.read(file).get(2).task().user()).isEmpty();
  }

  @Test
  void refusesALineThatIsTooShort() throws IOException {
    Path file = edited(3, 2, line -> "seeded,task-1");

    assertThatThrownBy(() -> TaskRecordCsv.read(file))
        .isInstanceOf(ResultException.class)
        .hasMessageContaining(file + " line 3");
  }

  @Test
  void refusesUnknownAndMissingColumns() throws IOException {
    Path unknown = edited(1, 0, line -> line.replace("regret", "remorse"));

    assertThatThrownBy(() -> TaskRecordCsv.read(unknown))
        .isInstanceOf(ResultException.class)
        .hasMessage(
            unknown
                + " line 1: the columns are not those of this kind of file; missing: regret;"
                + " unknown: remorse");
  }

  @Test
  void refusesAnEmptyAndAnAbsentFile() throws IOException {
    Path empty = Files.createFile(directory.resolve("empty.csv"));
    Path absent = directory.resolve("absent.csv");

    assertThatThrownBy(() -> TaskRecordCsv.read(empty))
        .isInstanceOf(ResultException.class)
        .hasMessageContaining(empty.toString())
        .hasMessageContaining("header");
    assertThatThrownBy(() -> TaskRecordCsv.read(absent))
        .isInstanceOf(ResultException.class)
        .hasMessage(absent + " does not exist");
  }

  private Path written(int count) {
    Path file = directory.resolve("tasks.csv");
    TaskRecordCsv.write(file, new SeededRun(7, count).tasks());
    return file;
  }

  /** A file of {@code count} tasks whose line at this index (0 is the header) was changed. */
  private Path edited(int count, int index, UnaryOperator<String> edit) throws IOException {
    Path file = written(count);
    List<String> lines = Files.readAllLines(file);
    String before = lines.get(index);
    lines.set(index, edit.apply(before));
    assertThat(lines.get(index)).isNotEqualTo(before);
    Files.write(file, lines);
    return file;
  }
}
