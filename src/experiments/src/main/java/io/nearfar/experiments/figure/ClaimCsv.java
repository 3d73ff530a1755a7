package io.nearfar.experiments.figure;

import io.nearfar.experiments.result.CsvTable;
import io.nearfar.experiments.statistic.Estimate;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/** The claims of all panels as CSV. */
final class ClaimCsv {

  private static final CsvTable<Row> TABLE = new CsvTable<>(Row.class);

  private ClaimCsv() {}

  /** A claim of a panel, in columns. */
  record Row(
      String panel,
      String claim,
      String verdict,
      String subject,
      double number,
      OptionalDouble halfWidth,
      int n,
      String unit,
      String criterion,
      double slack,
      double reach) {

    static Row of(char panel, Claim claim) {
      return new Row(
          String.valueOf(panel),
          claim.statement(),
          claim.verdict().word(),
          claim.subject(),
          claim.number().mean(),
          claim.number().halfWidth(),
          claim.number().seeds(),
          claim.unit(),
          claim.criterion(),
          claim.slack(),
          claim.reach());
    }

    Claim read() {
      return new Claim(
          claim, criterion, subject, new Estimate(number, halfWidth, n), unit, slack, reach);
    }
  }

  /** Writes the claims, replacing the file. */
  static void write(Path file, List<Row> rows) {
    TABLE.write(file, rows, row -> row);
  }

  /** Reads the claims in their order. */
  static List<Row> read(Path file) {
    return TABLE.read(file, row -> row);
  }
}
