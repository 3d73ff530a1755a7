package io.nearfar.experiments.workload;

import io.nearfar.experiments.Failure;
import io.nearfar.model.task.ServiceType;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;

/**
 * Where the columns of a trace are, and how a row is read.
 *
 * @param name what to call the trace in messages
 * @param count number of columns
 * @param timestamp position of the arrival time
 * @param prompt position of the prompt's length
 * @param output position of the answer's length
 */
record TraceColumns(String name, int count, int timestamp, int prompt, int output) {

  private static final String TIMESTAMP = "TIMESTAMP";
  private static final String PROMPT = "ContextTokens";
  private static final String OUTPUT = "GeneratedTokens";

  /** The columns a trace must have; others are ignored. */
  static final String EXPECTED = TIMESTAMP + ", " + PROMPT + ", " + OUTPUT;

  /**
   * As in 2023-11-16 18:15:46.6805900, with an offset from UTC where the traces of 2024 have it.
   */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral(' ')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffset("+HH:MM", "+00:00")
          .optionalEnd()
          .toFormatter();

  /** The columns of a header line. */
  static TraceColumns of(String header, String name) {
    List<String> names = fields(header);
    return new TraceColumns(
        name,
        names.size(),
        position(names, TIMESTAMP, name),
        position(names, PROMPT, name),
        position(names, OUTPUT, name));
  }

  private static int position(List<String> names, String column, String trace) {
    int position = names.indexOf(column);
    if (position < 0) {
      throw new Failure(
          "trace "
              + trace
              + ", line 1: column "
              + column
              + " is missing; there are "
              + String.join(", ", names)
              + ", needed are "
              + EXPECTED);
    }
    return position;
  }

  /** Reads a row; {@code line} is its number in the file, from 1. */
  TraceFile.Row row(String text, int line, ServiceType type) {
    List<String> fields = fields(text);
    if (fields.size() != count) {
      throw new Failure(
          where(line) + "there are " + fields.size() + " fields; the header has " + count);
    }
    return new TraceFile.Row(
        time(fields.get(timestamp), line),
        type,
        tokens(PROMPT, fields.get(prompt), 0, line),
        tokens(OUTPUT, fields.get(output), 1, line));
  }

  private LocalDateTime time(String text, int line) {
    try {
      return LocalDateTime.parse(text, TIME);
    } catch (DateTimeException e) {
      throw new Failure(
          where(line)
              + TIMESTAMP
              + " is \""
              + text
              + "\"; it must be a time such as 2023-11-16 18:15:46.6805900",
          e);
    }
  }

  private int tokens(String column, String text, int least, int line) {
    try {
      int tokens = Integer.parseInt(text);
      if (tokens >= least) {
        return tokens;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number that is out of range.
    }
    throw new Failure(
        where(line) + column + " is \"" + text + "\"; it must be a whole number >= " + least);
  }

  private String where(int line) {
    return "trace " + name + ", line " + line + ": ";
  }

  private static List<String> fields(String line) {
    return List.of(line.strip().split("\\s*,\\s*", -1));
  }
}
