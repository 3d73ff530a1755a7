package io.nearfar.experiments.publish;

import io.nearfar.experiments.result.ResultException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A file as it is published: a large table is compressed.
 *
 * @param name under which it is published
 * @param content its octets
 */
@SuppressWarnings("ArrayRecordComponent") // Carried from a file to a request, and compared nowhere.
record Packing(String name, byte[] content) {

  /** Marks what is compressed. */
  static final String ENDING = ".gz";

  private static final int LARGE_BYTES = 1 << 20;

  /** Packs a file. */
  static Packing of(Path file) {
    String name = file.getFileName().toString();
    try {
      byte[] content = Files.readAllBytes(file);
      if (content.length <= LARGE_BYTES || !name.endsWith(".csv")) {
        return new Packing(name, content);
      }
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
        out.write(content);
      }
      return new Packing(name + ENDING, packed.toByteArray());
    } catch (IOException e) {
      throw new ResultException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Writes it as it was. */
  void unpackInto(Path directory) {
    boolean packed = name.endsWith(ENDING);
    Path file =
        directory.resolve(packed ? name.substring(0, name.length() - ENDING.length()) : name);
    try {
      if (packed) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
          Files.copy(in, file);
        }
      } else {
        Files.write(file, content);
      }
    } catch (IOException e) {
      throw new ResultException(file + " cannot be written: " + e.getMessage(), e);
    }
  }
}
