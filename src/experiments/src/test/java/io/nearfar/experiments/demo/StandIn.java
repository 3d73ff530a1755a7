package io.nearfar.experiments.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** The program of a node that lists what it was told, says its last words and ends. */
final class StandIn {

  static final int CODE = 3;

  private StandIn() {}

  public static void main(String[] arguments) {
    System.getenv().keySet().forEach(key -> System.out.println("variable " + key));
    System.getProperties().forEach((key, value) -> System.out.println(key + "=" + value));
    System.out.println("2026-01-01 10:00:00,000 ERROR [x] (main) Failed");
    System.out.println("no room left");
    System.exit(CODE);
  }

  /** It as a runnable jar. */
  static Path jar(Path directory) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandIn.class.getName());
    String resource = StandIn.class.getName().replace('.', '/') + ".class";
    Path jar = directory.resolve("stand-in.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file, manifest);
        var code = StandIn.class.getClassLoader().getResourceAsStream(resource)) {
      entries.putNextEntry(new ZipEntry(resource));
      code.transferTo(entries);
    }
    return jar;
  }
}
