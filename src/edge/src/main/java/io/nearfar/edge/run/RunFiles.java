package io.nearfar.edge.run;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.hibernate.Session;

/**
 * Published files of runs in PostgreSQL. Their contents pass through in pieces, however large they
 * are and however many at a time: the memory belongs to the streams. Every method blocks.
 */
@Singleton
public class RunFiles {

  /** One statement, so that of two publishers at the same time one comes after the other. */
  private static final String INSERT =
      """
      insert into run_file (run, name, content, content_type, size, created)
      values (?, ?, ?, ?, ?, now())
      on conflict (run, name)
      """;

  private static final String REPLACE =
      INSERT
          + """
          do update set content = excluded.content, content_type = excluded.content_type,
                        size = excluded.size, created = excluded.created
          """;

  private static final String KEEP = INSERT + "do nothing";

  /** Of the very file whose size was told: another one may have taken its place. */
  private static final String PIECE =
      """
      select substring(content from :start for :length) from run_file
      where run = :run and name = :name and created = :created
      """;

  /** What is in memory for each client that gets a file. */
  private static final int PIECE_BYTES = 1 << 17;

  private final EntityManager entities;

  /** PostgreSQL has the whole of a file in memory, more than once; it gets one at a time. */
  private final ReentrantLock writing = new ReentrantLock(true);

  RunFiles(EntityManager entities) {
    this.entities = entities;
  }

  /** Keeps a file, in place of what has its name. */
  void put(String run, String name, Path content) {
    write(REPLACE, run, name, content);
  }

  /**
   * Keeps a file unless there is one of its name.
   *
   * @return whether there was none
   */
  boolean putNew(String run, String name, Path content) {
    return write(KEEP, run, name, content) == 1;
  }

  private int write(String statement, String run, String name, Path content) {
    writing.lock();
    try {
      return QuarkusTransaction.requiringNew()
          .call(
              () ->
                  entities
                      .unwrap(Session.class)
                      .doReturningWork(
                          connection -> write(connection, statement, run, name, content)));
    } finally {
      writing.unlock();
    }
  }

  private static int write(
      Connection connection, String statement, String run, String name, Path content)
      throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(statement);
        InputStream in = Files.newInputStream(content)) {
      // A configuration allows no more than an int can say.
      int size = (int) Files.size(content);
      prepared.setString(1, run);
      prepared.setString(2, name);
      prepared.setBinaryStream(3, in, size);
      prepared.setString(4, FileType.of(name).mediaType());
      prepared.setLong(5, size);
      return prepared.executeUpdate();
    } catch (IOException e) {
      throw new UncheckedIOException("an uploaded file cannot be read", e);
    }
  }

  /** A published file. */
  Optional<RunFileEntity> find(String run, String name) {
    return QuarkusTransaction.joiningExisting().call(() -> RunFileEntity.of(run, name));
  }

  /**
   * Writes out a published file as fast as it is read.
   *
   * @param left whether the reader has gone: what is written is lost then, and nobody says so
   * @throws IOException when the reader has gone, or the file was replaced or deleted meanwhile
   */
  void copy(RunFileEntity file, OutputStream out, BooleanSupplier left) throws IOException {
    for (long start = 0; start < file.size; start += PIECE_BYTES) {
      if (left.getAsBoolean()) {
        throw new IOException("its reader has left");
      }
      out.write(piece(file, start));
    }
  }

  private byte[] piece(RunFileEntity file, long start) throws IOException {
    List<?> rows =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    entities
                        .createNativeQuery(PIECE)
                        // PostgreSQL counts from one.
                        .setParameter("start", (int) start + 1)
                        .setParameter("length", PIECE_BYTES)
                        .setParameter("run", file.run)
                        .setParameter("name", file.name)
                        .setParameter("created", file.created)
                        .getResultList());
    if (rows.isEmpty()) {
      throw new IOException(
          "run " + file.run + ": " + file.name + " was replaced or deleted while it was sent");
    }
    return (byte[]) rows.get(0);
  }
}
