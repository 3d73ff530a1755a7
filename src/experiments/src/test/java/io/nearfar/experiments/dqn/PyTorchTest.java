package io.nearfar.experiments.dqn;

import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.experiments.Nearfar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PyTorchTest {

  @TempDir private Path directory;

  @Test
  void onAPlatformWithoutALibraryTheCommandSaysWhich() throws Exception {
    Path scenario =
        Files.writeString(directory.resolve("scenario.yaml"), "name: a\npolicy: {name: dqn}");
    Path output = directory.resolve("output");
    Process simulate =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Dos.arch=riscv64",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Nearfar.class.getName(),
                "simulate",
                "--scenario",
                scenario.toString(),
                "--out",
                directory.resolve("run").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(simulate.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      simulate.destroyForcibly();
    }

    assertThat(Files.readString(output))
        .startsWith(
            "nearfar: policy.name is dqn, which needs PyTorch, and that cannot be loaded on ")
        .contains(System.getProperty("os.name") + " riscv64; this build brings it for ")
        .hasLineCount(2);
    assertThat(simulate.exitValue()).isEqualTo(1);
  }
}
