package io.nearfar.experiments.result;

import io.nearfar.model.outcome.TaskRecord;
import java.nio.file.Path;
import java.util.List;

/**
 * Task records as CSV: one header line, one line per task, columns in snake_case with their units.
 * {@code condition} holds the keywords with semicolons between them; an empty cell is an absent
 * value. Reading gives back exactly what was written, doubles included.
 */
public final class TaskRecordCsv {

  private static final CsvTable<TaskRow> TABLE = new CsvTable<>(TaskRow.class);

  private TaskRecordCsv() {}

  /**
   * Writes the records in their order, replacing the file.
   *
   * @throws ResultException when the file cannot be written
   */
  public static void write(Path file, Iterable<TaskRecord> records) {
    TABLE.write(file, records, TaskRow::of);
  }

  /**
   * Reads all records in their order.
   *
   * @throws ResultException when the file does not exist or a line is no task record; the message
   *     names file, line and column
   */
  public static List<TaskRecord> read(Path file) {
    return TABLE.read(file, TaskRow::record);
  }
}
