package io.nearfar.experiments.workload;

import io.nearfar.experiments.Failure;
import io.nearfar.model.scenario.Arrivals;
import io.nearfar.model.task.ServiceType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Recorded requests: a CSV file, plain or compressed with gzip, with the columns of the Azure LLM
 * inference traces.
 */
final class TraceFile {

  /** The name that stands for the sample that ships with the product. */
  static final String SAMPLE = "sample";

  /**
   * A recorded request.
   *
   * @param arrival on the clock of the trace
   * @param promptTokens >= 0
   * @param outputTokens >= 1
   */
  record Row(LocalDateTime arrival, ServiceType serviceType, int promptTokens, int outputTokens) {

    /** The time from this request's arrival to another's, in seconds. */
    double secondsUntil(Row other) {
      return Duration.between(arrival, other.arrival).toNanos() / 1e9;
    }
  }

  private TraceFile() {}

  /**
   * The requests of both files of a trace in order of arrival; of two at once the regular one comes
   * first.
   *
   * @throws Failure when a file is missing or not a trace, naming file and line
   */
  static List<Row> merged(Arrivals.Trace trace) {
    List<Row> rows = new ArrayList<>();
    if (trace.regular() != null) {
      rows.addAll(read(trace.regular(), ServiceType.REGULAR));
    }
    if (trace.qualityPreferred() != null) {
      rows.addAll(read(trace.qualityPreferred(), ServiceType.QUALITY_PREFERRED));
    }
    rows.sort(Comparator.comparing(Row::arrival));
    return rows;
  }

  /**
   * The requests of one file, in the file's order.
   *
   * @param path a file, or {@link #SAMPLE}
   */
  static List<Row> read(String path, ServiceType type) {
    String name = path.equals(SAMPLE) ? sampleOf(type) : path;
    try (InputStream raw = path.equals(SAMPLE) ? sample(name) : file(path);
        InputStream bytes = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
      return read(lines, name, type);
    } catch (NoSuchFileException e) {
      throw new Failure(
          "trace " + path + " does not exist; name a .csv or .csv.gz file, or \"sample\"", e);
    } catch (IOException e) {
      throw new Failure("trace " + path + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<Row> read(BufferedReader lines, String name, ServiceType type)
      throws IOException {
    String header = lines.readLine();
    if (header == null) {
      throw new Failure(
          "trace " + name + " is empty; it needs the columns " + TraceColumns.EXPECTED);
    }
    TraceColumns columns = TraceColumns.of(header, name);
    List<Row> rows = new ArrayList<>();
    int number = 1;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (!line.isBlank()) {
        rows.add(columns.row(line, number, type));
      }
    }
    if (rows.isEmpty()) {
      throw new Failure("trace " + name + " has a header and no rows; it needs at least one");
    }
    return rows;
  }

  private static InputStream file(String path) throws IOException {
    try {
      Path file = Path.of(path);
      if (Files.isDirectory(file)) {
        throw new Failure("trace " + path + " is a directory; name a .csv or .csv.gz file");
      }
      return Files.newInputStream(file);
    } catch (InvalidPathException e) {
      throw new Failure("trace \"" + path + "\" is no path: " + e.getReason(), e);
    }
  }

  private static InputStream sample(String resource) {
    return TraceFile.class.getResourceAsStream(resource);
  }

  /** Chat requests stand for regular tasks, coding requests for quality-preferred ones. */
  private static String sampleOf(ServiceType type) {
    return type == ServiceType.REGULAR ? "azure-llm-2023-conv.csv" : "azure-llm-2023-code.csv";
  }
}
