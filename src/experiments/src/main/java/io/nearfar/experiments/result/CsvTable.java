package io.nearfar.experiments.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A CSV file with one header line and one line per row of a record type. Columns are the record's
 * components in snake_case; an empty cell is an empty optional.
 *
 * @param <R> the record whose components are the columns
 */
public final class CsvTable<R> {

  private static final CsvMapper MAPPER =
      CsvMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
          .enable(CsvParser.Feature.EMPTY_STRING_AS_NULL)
          .enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS)
          .disable(CsvParser.Feature.FAIL_ON_MISSING_HEADER_COLUMNS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private final Class<R> type;
  private final CsvSchema schema;
  private final List<String> columns;

  /** A table of these rows. */
  public CsvTable(Class<R> type) {
    this.type = type;
    this.schema = MAPPER.schemaFor(type).withHeader().withColumnReordering(true);
    this.columns = schema.getColumnNames();
  }

  /** Writes header and rows, replacing the file. */
  public <T> void write(Path file, Iterable<T> values, Function<T, R> row) {
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      writeHeader(out);
      try (SequenceWriter rows =
          MAPPER.writerFor(type).with(schema.withoutHeader()).writeValues(out)) {
        for (T value : values) {
          rows.write(row.apply(value));
        }
      }
    } catch (IOException e) {
      throw new ResultException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** Jackson writes the header with the first row; a file without rows has one too. */
  private void writeHeader(Writer out) throws IOException {
    out.write(String.join(",", columns));
    out.write('\n');
  }

  /** Reads all rows in order. */
  public <T> List<T> read(Path file, Function<R, T> value) {
    List<T> values = new ArrayList<>();
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        MappingIterator<R> rows = MAPPER.readerFor(type).with(schema).readValues(in)) {
      boolean more = rows.hasNextValue();
      checkHeader(file, (CsvSchema) rows.getParserSchema());
      while (more) {
        int line = rows.getCurrentLocation().getLineNr();
        try {
          values.add(value.apply(rows.nextValue()));
        } catch (IllegalArgumentException e) {
          throw new ResultException(file + " line " + line + ": " + e.getMessage(), e);
        }
        more = rows.hasNextValue();
      }
    } catch (NoSuchFileException e) {
      throw new ResultException(file + " does not exist", e);
    } catch (JsonProcessingException e) {
      throw new ResultException(file + where(e) + ": " + reason(e), e);
    } catch (IOException e) {
      throw new ResultException(file + " cannot be read: " + e.getMessage(), e);
    }
    return values;
  }

  private void checkHeader(Path file, CsvSchema read) {
    List<String> names = read.getColumnNames();
    List<String> missing = columns.stream().filter(name -> !names.contains(name)).toList();
    List<String> unknown = names.stream().filter(name -> !columns.contains(name)).toList();
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      throw new ResultException(
          file
              + " line 1: the columns are not those of this kind of file"
              + (missing.isEmpty() ? "" : "; missing: " + String.join(", ", missing))
              + (unknown.isEmpty() ? "" : "; unknown: " + String.join(", ", unknown)),
          null);
    }
  }

  private static String where(JsonProcessingException e) {
    return e.getLocation() == null ? "" : " line " + e.getLocation().getLineNr();
  }

  private static String reason(JsonProcessingException e) {
    if (e instanceof ValueInstantiationException refused && refused.getCause() != null) {
      return refused.getCause().getMessage();
    }
    String column =
        e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
            ? "column " + mapping.getPath().get(mapping.getPath().size() - 1).getFieldName() + ": "
            : "";
    boolean empty = e.getOriginalMessage().startsWith("Cannot map `null`");
    return column + (empty ? "the cell is empty; it must hold a value" : e.getOriginalMessage());
  }
}
