package io.nearfar.edge.rig;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A real PostgreSQL of the tests' own. It can be stopped and started again, with what it holds. */
public final class Database {

  private final Path directory;
  private final int port;
  private EmbeddedPostgres server;

  /** A new database, not started yet. */
  public Database() {
    try {
      directory = Files.createTempDirectory("nearfar-postgres");
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = free.getLocalPort();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no place for a database", e);
    }
  }

  /** Starts it. */
  public synchronized void start() {
    try {
      server =
          EmbeddedPostgres.builder()
              .setPort(port)
              .setDataDirectory(directory)
              .setCleanDataDirectory(false)
              .setServerConfig("fsync", "off")
              // What it says it has it must have after a kill: off is the default of the embedded
              // one.
              .setServerConfig("synchronous_commit", "on")
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("the database does not start", e);
    }
  }

  /** Stops it; open connections break. */
  public synchronized void stop() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the database does not stop", e);
    }
  }

  /** Kills it: no connection is told, and it comes back by way of its own log. */
  public synchronized void kill() {
    try {
      long pid = Long.parseLong(Files.readAllLines(directory.resolve("postmaster.pid")).get(0));
      ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
      postmaster.destroyForcibly();
      postmaster.onExit().get(20, TimeUnit.SECONDS);
      server.close();
    } catch (IOException | InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the database is not killed", e);
    }
  }

  /** Where it is. */
  public String url() {
    return "jdbc:postgresql://localhost:" + port + "/postgres";
  }

  /** The number that a query gives, past the application. */
  public long number(String query) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }
}
