package io.nearfar.cloud;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The packaged application: the native executable where one was built, else the runnable jar. */
final class Packaged {

  private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");

  private Packaged() {}

  /**
   * The command that runs it.
   *
   * @param properties each as an option of the command line
   */
  static List<String> command(List<String> properties) {
    List<String> command = new ArrayList<>();
    String executable = System.getProperty("native.image.path");
    if (executable == null) {
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    } else {
      command.add(executable);
    }
    command.addAll(properties);
    if (executable == null) {
      command.add("-jar");
      command.add(JAR.toAbsolutePath().toString());
    }
    return command;
  }
}
