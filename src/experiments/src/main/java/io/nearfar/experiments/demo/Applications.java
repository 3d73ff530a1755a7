package io.nearfar.experiments.demo;

import io.nearfar.experiments.Failure;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The packaged applications of both nodes.
 *
 * @param edge the edge agent's runnable jar
 * @param cloud the cloud node's runnable jar
 */
record Applications(Path edge, Path cloud) {

  private static final String JAR = "quarkus-run.jar";

  /**
   * Finds both: where the options say, else where the build leaves them beside this jar.
   *
   * @param edgeApp directory of the edge agent's application, if given
   * @param cloudApp directory of the cloud node's application, if given
   * @throws Failure when one is not there
   */
  static Applications find(Optional<Path> edgeApp, Optional<Path> cloudApp) {
    return new Applications(
        jar("edge", "--edge-app", edgeApp), jar("cloud", "--cloud-app", cloudApp));
  }

  private static Path jar(String module, String option, Optional<Path> given) {
    Path directory = given.orElseGet(() -> built(module));
    Path jar = directory.resolve(JAR);
    if (!Files.isRegularFile(jar)) {
      throw new Failure(
          "there is no "
              + module
              + " application in "
              + directory.toAbsolutePath().normalize()
              + "\nBuild it with: mvn -Dquickly package\nOr say where it is: "
              + option
              + " DIR, the directory of "
              + JAR);
    }
    return jar.toAbsolutePath().normalize();
  }

  /** From src/experiments/target, where the jar or the classes are, to src/MODULE/target. */
  private static Path built(String module) {
    return here().resolveSibling(Path.of("..", "..", module, "target", "quarkus-app")).normalize();
  }

  private static Path here() {
    try {
      return Path.of(Applications.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toAbsolutePath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the place of this jar is no path", e);
    }
  }
}
