package io.nearfar.experiments.report;

import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The summary as files: the same numbers under the same names, in full precision. */
final class SummaryFiles {

  private static final CsvMapper CSV =
      CsvMapper.builder().enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING).build();
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private SummaryFiles() {}

  /** One row per group; an empty cell is an absent number. */
  static void writeCsv(List<Map<String, Object>> groups, Path file) throws IOException {
    CsvSchema.Builder schema = CsvSchema.builder();
    groups.get(0).keySet().forEach(schema::addColumn);
    try (SequenceWriter rows =
        CSV.writer(schema.build().withHeader()).writeValues(Files.newBufferedWriter(file))) {
      for (Map<String, Object> group : groups) {
        rows.write(group);
      }
    }
  }

  /** The whole summary. */
  static void writeJson(Map<String, Object> tree, Path file) throws IOException {
    Files.writeString(file, JSON.writeValueAsString(tree) + "\n");
  }
}
