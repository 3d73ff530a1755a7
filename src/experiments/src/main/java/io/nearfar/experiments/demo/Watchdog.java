package io.nearfar.experiments.demo;

import io.nearfar.experiments.Failure;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Ends what this process started when this process is gone without having done so: killed, or out
 * of memory. A small shell waits for the end of its input, which comes with our end however that
 * comes about.
 */
final class Watchdog implements AutoCloseable {

  /** Reads "process PID", "directory PATH" and, when all is well, "dismissed". */
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      pids= directory=
      while read -r what which; do
        case $what in
          process) pids="$which $pids" ;;
          directory) directory=$which ;;
          dismissed) exit 0 ;;
        esac
      done
      if [ -n "$pids" ]; then
        kill $pids
        sleep 5
        kill -9 $pids
      fi
      if [ -n "$directory" ]; then rm -rf "$directory"; fi
      """;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Process shell;
  private final Writer input;

  private Watchdog(Process shell) {
    this.shell = shell;
    input = shell.outputWriter(StandardCharsets.UTF_8);
  }

  /** A watchdog that guards nothing yet. */
  static Watchdog start() {
    try {
      return new Watchdog(
          new ProcessBuilder("sh", "-c", SCRIPT)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new Failure("the shell sh cannot be started: " + e.getMessage(), e);
    }
  }

  /** Guards a process: it is terminated should this one vanish. */
  void guard(long pid) {
    tell("process " + pid);
  }

  /** Guards a directory: it is removed, with all in it, should this process vanish. */
  void guard(Path directory) {
    tell("directory " + directory.toAbsolutePath());
  }

  private void tell(String line) {
    try {
      input.write(line + "\n");
      input.flush();
    } catch (IOException e) {
      throw new Failure("the watchdog is gone: " + e.getMessage(), e);
    }
  }

  /** Whether it is on guard. */
  boolean watching() {
    return Stopping.isThere(shell.toHandle());
  }

  /** Dismisses the watchdog: everything has been stopped in good order. */
  @Override
  public void close() {
    try (input) {
      tell("dismissed");
    } catch (IOException | Failure e) {
      shell.destroyForcibly();
    }
    Stopping.ensure("watchdog", shell.toHandle(), PATIENCE);
  }
}
