package io.nearfar.experiments.dqn;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import io.nearfar.experiments.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * PyTorch on the CPU, on one thread: sums have one order, and results are the same to the bit on
 * processors of one kind. On others it may use other instructions, and round otherwise.
 *
 * <p>The native library comes from the class path and is unpacked once for a user, to {@code
 * ~/.djl.ai} or where the environment variable {@code DJL_CACHE_DIR} says. Nothing is downloaded,
 * and nobody is told.
 */
final class PyTorch {

  private static final String NAME = "PyTorch";

  /** Says which platform the library on the class path is for. */
  private static final String PACKAGED = "native/lib/pytorch.properties";

  private PyTorch() {}

  /**
   * The engine.
   *
   * @throws Failure when the library cannot be loaded, such as on another platform
   */
  static Engine engine() {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.pytorch.num_threads", "1");
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    if (!Engine.hasEngine(NAME)) {
      throw new Failure(
          "policy.name is dqn, which needs PyTorch, and a native executable is without it"
              + "\nRun it by: java -jar nearfar.jar");
    }
    try {
      return Engine.getEngine(NAME);
    } catch (EngineException e) {
      throw new Failure(
          "policy.name is dqn, which needs PyTorch, and that cannot be loaded on "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + "; this build brings it for "
              + packagedPlatform()
              + " ("
              + e.getCause()
              + ")\nBuild on this machine: linux-x86_64, linux-aarch64 and osx-aarch64 are chosen by"
              + " themselves.",
          e);
    }
  }

  private static String packagedPlatform() {
    try (InputStream file = PyTorch.class.getClassLoader().getResourceAsStream(PACKAGED)) {
      if (file == null) {
        return "no platform";
      }
      Properties properties = new Properties();
      properties.load(file);
      return properties.getProperty("classifier");
    } catch (IOException e) {
      throw new UncheckedIOException(PACKAGED + " cannot be read", e);
    }
  }
}
