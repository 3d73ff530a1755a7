package io.nearfar.experiments.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FiguresCommandTest {

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final List<Exception> failures = new ArrayList<>();

  private int figures(String... options) {
    List<String> arguments = new ArrayList<>(List.of("--out", directory.resolve("out").toString()));
    arguments.addAll(List.of(options));
    return new CommandLine(new FiguresCommand())
        .setOut(new PrintWriter(out, true))
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              failures.add(failure);
              return 1;
            })
        .execute(arguments.toArray(String[]::new));
  }

  @Test
  void runsTheShippedCassetteOverTheSeedsThatItHasWhenItIsNamed() {
    assertThat(figures("--panel", "j", "--cassette", "smollm2-135m", "--seeds", "11")).isZero();

    assertThat(PointCsv.read(directory.resolve("out/j.csv")))
        .isNotEmpty()
        .allSatisfy(point -> assertThat(point.n()).isEqualTo(10));
  }

  /** Panel a alone would take much longer than this model takes to have no reply. */
  @Test
  void asksANamedModelBeforeAllElse() {
    int code =
        figures("--panel", "a,j", "--cassette", "smollm2-135m", "--decider-model", "unheard-of");

    assertThat(code).isEqualTo(1);
    assertThat(failures)
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .hasMessageContaining("no replies of --decider-model unheard-of"));
    assertThat(directory.resolve("out")).doesNotExist();
    assertThat(out.toString()).isEmpty();
  }
}
