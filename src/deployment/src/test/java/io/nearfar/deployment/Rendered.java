package io.nearfar.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are made from others: compared, or with {@code -Dupdate} written. */
final class Rendered {

  private Rendered() {}

  static void compare(Path file, String made) throws IOException {
    if (Boolean.getBoolean("update")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, made);
    }
    assertThat(Files.exists(file) ? Files.readString(file) : "")
        .as("%s is made from other files: mvn -pl src/deployment -am test -Dupdate=true", file)
        .isEqualTo(made);
  }
}
