package io.nearfar.experiments.result;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Client records as CSV, in the manner of {@link TaskRecordCsv}. */
public final class ClientRecordCsv {

  private static final CsvTable<ClientRecord> TABLE = new CsvTable<>(ClientRecord.class);

  private ClientRecordCsv() {}

  /**
   * Writes the records in their order, replacing the file.
   *
   * @throws ResultException when the file cannot be written
   */
  public static void write(Path file, Iterable<ClientRecord> records) {
    TABLE.write(file, records, Function.identity());
  }

  /**
   * Reads all records in their order.
   *
   * @throws ResultException when the file does not exist or a line is no client record; the message
   *     names file, line and column
   */
  public static List<ClientRecord> read(Path file) {
    return TABLE.read(file, Function.identity());
  }
}
