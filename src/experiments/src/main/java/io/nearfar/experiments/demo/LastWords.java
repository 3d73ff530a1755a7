package io.nearfar.experiments.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Why a process ended, as far as its log tells. */
final class LastWords {

  private static final String CAUSE = "Caused by: ";
  private static final Pattern LOGGED = Pattern.compile("^\\d{4}-\\d\\d-\\d\\d .*");
  private static final int MOST_LINES = 3;

  private LastWords() {}

  /**
   * The first cause of a stack trace if there is one, else the sentence after the last logged line,
   * else that line; empty for an empty log.
   */
  static Optional<String> of(List<String> log) {
    Deque<String> sentence = new ArrayDeque<>();
    String logged = null;
    for (String raw : log) {
      String line = raw.strip();
      if (line.startsWith(CAUSE)) {
        return Optional.of(line.substring(CAUSE.length()));
      }
      if (LOGGED.matcher(line).matches()) {
        logged = line;
        sentence.clear();
      } else if (!line.isEmpty()) {
        sentence.add(line);
        if (sentence.size() > MOST_LINES) {
          sentence.remove();
        }
      }
    }
    return sentence.isEmpty()
        ? Optional.ofNullable(logged)
        : Optional.of(String.join("\n", sentence));
  }
}
