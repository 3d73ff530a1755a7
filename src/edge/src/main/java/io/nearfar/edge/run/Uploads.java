package io.nearfar.edge.run;

import io.nearfar.edge.EdgeConfig;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Files on their way in. They gather on disk, a few at a time: in memory they would compete with
 * the streams, however slow their senders are.
 */
@Singleton
class Uploads {

  /** So many of the largest files have room in the temporary directory. */
  static final int AT_A_TIME = 4;

  private static final int WAIT_SECONDS = 2;
  private static final long RETRY_AFTER_SECONDS = 2;
  private static final int BUFFER_BYTES = 1 << 16;

  private final Semaphore free = new Semaphore(AT_A_TIME, true);
  private final int maxFileBytes;

  Uploads(EdgeConfig config) {
    this.maxFileBytes = config.runs().maxFileBytes();
  }

  /** What is done with a complete file. */
  interface Use<T> {
    T of(Path file) throws IOException;
  }

  /**
   * Receives a file and uses it; it is gone afterwards.
   *
   * @param name of which is spoken when it is too large
   * @throws ClientErrorException with status 413 when it is larger than {@code
   *     nearfar.runs.max-file-bytes}
   * @throws ServiceUnavailableException when others are under way
   */
  <T> T receive(String name, InputStream body, Use<T> use) throws IOException {
    if (!begin()) {
      drain(body);
      throw new ServiceUnavailableException(
          AT_A_TIME + " files are on their way in already; try again", RETRY_AFTER_SECONDS);
    }
    try {
      Path file = Files.createTempFile("nearfar-upload", null);
      try {
        take(name, body, file);
        return use.of(file);
      } finally {
        Files.delete(file);
      }
    } finally {
      free.release();
    }
  }

  /** How many are on their way in. */
  int underWay() {
    return AT_A_TIME - free.availablePermits();
  }

  private boolean begin() {
    try {
      return free.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void take(String name, InputStream body, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      long size = 0;
      for (int read = read(body, buffer); read >= 0; read = read(body, buffer)) {
        size += read;
        if (size > maxFileBytes) {
          drain(body);
          throw new ClientErrorException(
              name
                  + " has more than "
                  + maxFileBytes
                  + " bytes, which nearfar.runs.max-file-bytes of the edge agent allows",
              Response.Status.REQUEST_ENTITY_TOO_LARGE);
        }
        out.write(buffer, 0, read);
      }
    }
  }

  private static int read(InputStream body, byte[] buffer) {
    try {
      return body.read(buffer);
    } catch (IOException e) {
      throw new BadRequestException("the file breaks off: " + e.getMessage(), e);
    }
  }

  /** A client that is still sending would not see the answer. */
  private static void drain(InputStream body) throws IOException {
    body.transferTo(OutputStream.nullOutputStream());
  }
}
