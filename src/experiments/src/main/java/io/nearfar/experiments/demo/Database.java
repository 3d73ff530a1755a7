package io.nearfar.experiments.demo;

import io.nearfar.experiments.Failure;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A PostgreSQL of our own, whose data vanish with it. */
final class Database implements AutoCloseable {

  /** Any user and password will do: the server trusts whoever connects from this machine. */
  static final String USER = "postgres";

  private static final Duration START = Duration.ofSeconds(60);

  /** The server is told to stop and waited for already when this begins. */
  private static final Duration STOP = Duration.ofSeconds(2);

  private final EmbeddedPostgres server;
  private final ProcessHandle postmaster;

  private Database(EmbeddedPostgres server, ProcessHandle postmaster) {
    this.server = server;
    this.postmaster = postmaster;
  }

  /**
   * Unpacks and starts a server on a free port.
   *
   * @param directory where binaries and data go
   * @param log where the server writes
   * @throws Failure when it does not start
   */
  static Database start(Path directory, Path log) {
    Path data = directory.resolve("data");
    ProcessBuilder.Redirect redirect = ProcessBuilder.Redirect.appendTo(log.toFile());
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              // Not the shared directory under /tmp, which belongs to whoever came first.
              .setOverrideWorkingDirectory(directory.resolve("server").toFile())
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(false)
              .setPGStartupWait(START)
              .setOutputRedirector(redirect)
              .setErrorRedirector(redirect)
              .start();
      return new Database(server, postmaster(data));
    } catch (IOException | RuntimeException e) {
      stopWhatStarted(data);
      throw new Failure("PostgreSQL did not start: " + reason(log, e) + "\nIts log: " + log, e);
    }
  }

  /** A server that was given up may be on its way nevertheless. */
  private static void stopWhatStarted(Path data) {
    try {
      Stopping.ensure("PostgreSQL server", postmaster(data), STOP);
    } catch (IOException e) {
      // It never came so far as to say its number, or has ended.
    }
  }

  private static String reason(Path log, Exception failure) {
    try {
      return LastWords.of(Files.readAllLines(log)).orElse(failure.getMessage());
    } catch (IOException e) {
      return failure.getMessage();
    }
  }

  /** Where it is, for the JDBC driver. */
  String jdbcUrl() {
    return "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
  }

  /** The server's process. */
  long pid() {
    return postmaster.pid();
  }

  private static ProcessHandle postmaster(Path data) throws IOException {
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
    return ProcessHandle.of(pid)
        .orElseThrow(() -> new IOException("its process " + pid + " has ended"));
  }

  /**
   * Stops it, with force if it does not go.
   *
   * @throws Failure when it stays nevertheless
   */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      // What counts is whether the process is gone, seen below.
    }
    Stopping.ensure("PostgreSQL server", postmaster, STOP);
  }
}
