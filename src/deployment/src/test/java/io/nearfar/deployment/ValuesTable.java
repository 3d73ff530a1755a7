package io.nearfar.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** The comments of a values file, key by key. */
final class ValuesTable {

  /** Maps that are described as a whole. */
  private static final Set<String> WHOLE =
      Set.of("edge.resources", "cloud.resources", "postgresql.resources", "experiments.resources");

  private ValuesTable() {}

  /** A key, its value as it ships, and what its comment says. */
  record Row(String key, String value, String text) {}

  static boolean isLeaf(String key, JsonNode value) {
    return !value.isObject() || value.isEmpty() || WHOLE.contains(key);
  }

  static String markdown(Path valuesFile) throws IOException {
    StringBuilder table = new StringBuilder("| key | default | what |\n|---|---|---|\n");
    for (Row row : rows(valuesFile)) {
      table.append("| `%s` | `%s` | %s |\n".formatted(row.key, row.value, row.text));
    }
    return table.toString();
  }

  /** The rows in the order of the file. */
  static List<Row> rows(Path valuesFile) throws IOException {
    JsonNode values = Chart.read(valuesFile);
    List<Row> rows = new ArrayList<>();
    Deque<String> place = new ArrayDeque<>();
    List<String> comment = new ArrayList<>();
    for (String line : Files.readAllLines(valuesFile)) {
      String text = line.strip();
      if (text.startsWith("#")) {
        comment.add(text.substring(1).strip());
      } else if (text.matches("[A-Za-z]+:.*") && !insideALeaf(values, place, line)) {
        int depth = (line.length() - line.stripLeading().length()) / 2;
        while (place.size() > depth) {
          place.removeLast();
        }
        place.addLast(text.substring(0, text.indexOf(':')));
        String key = String.join(".", place);
        JsonNode value = values.at("/" + key.replace('.', '/'));
        if (isLeaf(key, value)) {
          rows.add(new Row(key, value.toString(), String.join(" ", comment)));
        }
        comment.clear();
      } else if (text.isEmpty()) {
        comment.clear();
      }
    }
    return rows;
  }

  private static boolean insideALeaf(JsonNode values, Deque<String> place, String line) {
    int depth = (line.length() - line.stripLeading().length()) / 2;
    if (place.isEmpty() || depth < place.size()) {
      return false;
    }
    String key = String.join(".", place);
    return isLeaf(key, values.at("/" + key.replace('.', '/')));
  }
}
