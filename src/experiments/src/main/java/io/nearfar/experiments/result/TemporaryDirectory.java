package io.nearfar.experiments.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory that is deleted with all in it when it is closed.
 *
 * @param path where it is
 */
public record TemporaryDirectory(Path path) implements AutoCloseable {

  /**
   * A new one.
   *
   * @param prefix of its name
   * @throws ResultException when it cannot be made
   */
  public static TemporaryDirectory create(String prefix) {
    try {
      return new TemporaryDirectory(Files.createTempDirectory(prefix));
    } catch (IOException e) {
      throw new ResultException("no temporary directory can be made: " + e.getMessage(), e);
    }
  }

  /**
   * Moves its files into a directory.
   *
   * @throws ResultException when one cannot be moved
   */
  public void moveFilesInto(Path directory) {
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.sorted().toList()) {
        Files.move(file, directory.resolve(file.getFileName()));
      }
    } catch (IOException e) {
      throw new ResultException("no file can be moved into " + directory + ": " + e, e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> walk = Files.walk(path)) {
      List<Path> innermostFirst = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path file : innermostFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new ResultException(path + " cannot be deleted: " + e.getMessage(), e);
    }
  }
}
