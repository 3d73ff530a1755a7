package io.nearfar.edge.experience;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.nearfar.model.outcome.TaskRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Task records as JSON objects, one a line, each as {@code /api} shows it.
 *
 * @param tasks in their order
 * @param unreadable lines that are no records, or torn ones
 */
record RecordLines(List<TaskRecord> tasks, int unreadable) {

  private static final Logger LOG = Logger.getLogger(RecordLines.class);

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  static byte[] write(List<TaskRecord> tasks) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (TaskRecord task : tasks) {
      lines.write(JSON.writeValueAsBytes(task));
      lines.write('\n');
    }
    return lines.toByteArray();
  }

  /**
   * Reads lines; those that cannot be read are counted and logged.
   *
   * @param place what the log calls where they stand
   */
  static RecordLines read(byte[] lines, Object place) throws IOException {
    List<TaskRecord> tasks = new ArrayList<>();
    int unreadable = 0;
    for (int from = 0, line = 1; from < lines.length; line++) {
      int to = end(lines, from);
      try {
        tasks.add(JSON.readValue(lines, from, to - from, TaskRecord.class));
      } catch (JsonProcessingException e) {
        unreadable++;
        LOG.errorf(
            to == lines.length
                ? "%s ends inside a record, line %d: the edge agent died while it wrote it (%s)"
                : "%s has a line that is no record, line %d: %s",
            place,
            line,
            e.getOriginalMessage());
      }
      from = to + 1;
    }
    return new RecordLines(tasks, unreadable);
  }

  /** How many lines there are, a torn last one included. */
  static int count(byte[] lines) {
    int count = 0;
    for (int from = 0; from < lines.length; from = end(lines, from) + 1) {
      count++;
    }
    return count;
  }

  private static int end(byte[] lines, int from) {
    int to = from;
    while (to < lines.length && lines[to] != '\n') {
      to++;
    }
    return to;
  }
}
