package io.nearfar.experiments.figure;

import io.nearfar.experiments.result.CsvTable;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** A panel's rows as CSV. Reading gives back exactly what was written. */
final class PointCsv {

  private static final CsvTable<Point> TABLE = new CsvTable<>(Point.class);

  private PointCsv() {}

  /** Writes the rows, replacing the file. */
  static void write(Path file, List<Point> points) {
    TABLE.write(file, points, Function.identity());
  }

  /** Reads the rows in their order. */
  static List<Point> read(Path file) {
    return TABLE.read(file, Function.identity());
  }
}
