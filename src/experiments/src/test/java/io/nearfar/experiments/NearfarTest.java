package io.nearfar.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import io.nearfar.experiments.publish.Shelf;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class NearfarTest {

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                                  | Missing command",
        "testbed                             | --edge",
        "simulate --sede 1                   | --sede",
        "simulate --seed one                 | 'one' is not a long",
        "simulate --set policy.name          | KEY=VALUE",
        "simulate --scoring guess            | scoring is \"guess\"; it must be log-probabilities or reply",
        "simulate --constrain tightly        | constraint is \"tightly\"; it must be none",
        "demo --edge-property x              | KEY=VALUE",
        "demo --speed fast                   | 'fast' is not a double",
        "report                              | DIR",
        "figures --seeds few                 | 'few' is not an int",
        "dance                               | dance",
      })
  void saysInOneLineHowItWasMisused(String arguments, String reason) {
    int code = execute(arguments.isEmpty() ? new String[0] : arguments.split(" "));

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).startsWith("nearfar: ").contains(reason).contains("--help");
    assertThat(err.toString().lines()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "simulate --scenario nowhere.yaml                   | scenario \"nowhere.yaml\" is neither a file nor shipped",
        "testbed --edge 127.0.0.1:8080                      | --edge is \"127.0.0.1:8080\"; it must be a URL",
        "testbed --edge http://127.0.0.1:1 --scenario study | arrivals in timeslots",
        "testbed --edge http://127.0.0.1:1 --run a/b        | run is \"a/b\"",
        "report --edge http://127.0.0.1:1 ..                | run is \"..\"; it must be 1 to 64 letters",
        "testbed --edge http://127.0.0.1:1 --warmup -1      | --warmup is -1; it must be >= 0",
        "demo --speed 0                                     | --speed is 0.0",
        "demo --scenario study --speed 2                    | replays no trace",
        "demo --scenario study --edge-app nowhere           | arrivals in timeslots",
        "demo --edge-property nearfar.scenario=study        | --edge-property is given for nearfar.scenario",
        "demo --edge-property a.b=c=d --edge-app nowhere    | there is no edge application in",
        "demo --edge-app nowhere                            | there is no edge application in",
        "simulate --set policy.name=dance                   | scenario study with policy.name: policy.name is \"dance\"",
        "simulate --set polisy=icl                          | unknown key polisy; known here are",
        "simulate --seeds 0                                 | seeds is 0; it must be at least 1",
        "simulate --seeds 4 --threads 0                     | --threads is 0; it must be at least 1",
        "simulate --seeds 4 --shard 5/4                     | shard is 5/4; the first number must be from 1 to 4",
        "simulate --seeds 4 --shard 1/5                     | shard is 1/5 of 4 seeds; there can be one shard a seed",
        "simulate --shard 1/5                               | a shard is asked for, but no seeds; say --seeds N",
        "compare nowhere                                    | there is nothing to compare nowhere with",
        "compare nowhere nor                                | nowhere is not a directory",
        "merge nowhere --out x                              | nowhere is not a directory",
        "cell                                              | scenario study has no cell: its radio rate is not cell",
        "cell --set radio.rate=cell --epoch -1              | epoch is -1; it must be at least 0",
        "figures --seeds 1                                  | --seeds is 1; it must be at least 2",
        "figures --threads 0                                | --threads is 0; it must be at least 1",
        "figures --panel a --cassette smollm2-135m          | --panel is a and a decision model is named, which panel j alone asks",
        "figures --decider-model m                          | a decision model is described, but not where it is",
        "figures --panel z                                  | --panel is \"z\"; it must be a letter from a to j",
        "report nowhere                                     | nowhere is not a directory",
        "simulate --decider localhost --decider-model m     | --decider is \"localhost\"; it must be a URL",
        "simulate --decider http://127.0.0.1:1/v1           | --decider is given without --decider-model",
        "simulate --decider-model m                         | a decision model is described, but not where it is",
        "simulate --cassette nowhere                        | cassette nowhere is neither a file nor shipped; shipped are smollm2-135m",
        "simulate --set policy.calibration=contextual       | policy.calibration is contextual, which needs log-probabilities",
        "simulate --decider http://127.0.0.1:1/v1 --decider-model m --alternatives 0 | --alternatives is 0",
        "simulate --decider http://127.0.0.1:1/v1 --decider-model m --decider-key-env NEARFAR_NONE | NEARFAR_NONE, which is not set",
        "replies --scenario nowhere.yaml                    | scenario \"nowhere.yaml\" is neither",
      })
  void saysInOneLineWhyItFailed(String arguments, String reason) {
    int code = execute(arguments.split(" "));

    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).startsWith("nearfar: ").contains(reason).doesNotContain("\tat ");
  }

  @Test
  void looksAtTheTraceBeforeItStartsAnything() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("lost.yaml"),
            "name: lost\narrivals: {process: trace, regular: lost.csv}\npolicy: {name: oracle}\n");

    assertThat(execute("demo", "--scenario", file.toString(), "--edge-app", "nowhere"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("trace lost.csv does not exist");
  }

  @Test
  void looksAtThePolicyBeforeItStartsAnything() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("trained.yaml"),
            """
            name: trained
            arrivals: {process: poisson, ratePerSecond: 1, durationSeconds: 9}
            policy: {name: dqn}
            """);

    assertThat(execute("demo", "--scenario", file.toString(), "--edge-app", "nowhere"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("policy.name is dqn").contains("nearfar simulate");
  }

  @Test
  void looksAtTheDirectoryBeforeItStartsAnything() throws IOException {
    Files.writeString(directory.resolve("tasks.csv"), "precious");

    assertThat(execute("demo", "--out", directory.toString(), "--edge-app", "nowhere"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("already holds a run");
  }

  @Test
  void printsTheTraceWhenAsked() {
    execute("--verbose", "report", "nowhere");

    assertThat(err.toString()).contains("\tat ");
  }

  @Test
  void refusesAnUnknownKeyOfAScenario() throws IOException {
    Path file = Files.writeString(directory.resolve("typo.yaml"), "name: typo\nuser: 3\n");

    assertThat(execute("simulate", "--scenario", file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains(file.toString()).contains("unknown key user");
  }

  @Test
  void simulatesTheSameTwice() throws IOException {
    Path first = directory.resolve("first");
    Path second = directory.resolve("second");

    assertThat(simulate(first, "1")).isZero();
    assertThat(simulate(second, "1")).isZero();
    assertThat(simulate(directory.resolve("other"), "2")).isZero();

    assertThat(second.resolve("tasks.csv")).hasSameTextualContentAs(first.resolve("tasks.csv"));
    assertThat(Files.readString(directory.resolve("other/tasks.csv")))
        .isNotEqualTo(Files.readString(first.resolve("tasks.csv")));
    assertThat(Files.readString(directory.resolve("other/scenario.yaml"))).contains("seed: 2");
  }

  @Test
  void changesKeysOfAScenario() throws IOException {
    Path run = directory.resolve("changed");

    assertThat(
            execute(
                "simulate",
                "--set",
                "arrivals={process: slots, timeslots: 2}",
                "--set",
                "policy.name=oracle",
                "--set",
                "users=3",
                "--out",
                run.toString()))
        .isZero();
    assertThat(Files.readString(run.resolve("tasks.csv")).lines()).hasSize(1 + 2 * 3);
    assertThat(Files.readString(run.resolve("scenario.yaml")))
        .contains("users: 3", "timeslots: 2", "name: \"oracle\"");
  }

  @Test
  void simulatesManySeedsAndReportsThemAgain() throws IOException {
    Path run = directory.resolve("seeds");

    assertThat(
            execute(
                "simulate",
                "--set",
                "arrivals.timeslots=2",
                "--seeds",
                "3",
                "--threads",
                "2",
                "--out",
                run.toString()))
        .isZero();
    assertThat(run.resolve("tasks.csv")).doesNotExist();
    assertThat(Files.readString(run.resolve("seeds.csv")).lines()).hasSize(1 + 3 * 9);
    String page = Files.readString(run.resolve("report.html"));
    assertThat(page).contains("Reward by seed", "Delay by seed").contains(">fallback</th>");
    assertThat(page.split("<svg", -1)).hasSize(1 + 2);
    assertThat(Files.readAllLines(run.resolve("results.csv")).get(0))
        .endsWith("fallback_share,fallback_share_half_width");
    Files.delete(run.resolve("report.html"));

    assertThat(execute("report", run.toString())).isZero();
    assertThat(run.resolve("report.html")).hasContent(page);
  }

  @Test
  void publishesFetchesAndReportsARun() throws Exception {
    Path run = directory.resolve("run");
    Path fetched = directory.resolve("fetched");
    try (Shelf shelf = new Shelf()) {
      String url = shelf.root().toString();
      assertThat(
              execute(
                  "simulate",
                  "--set",
                  "arrivals.timeslots=2",
                  "--seeds",
                  "3",
                  "--run",
                  "three",
                  "--publish",
                  url,
                  "--out",
                  run.toString()))
          .isZero();

      assertThat(execute("report", "--edge", url, "three", "--out", fetched.toString())).isZero();
    }
    assertThat(fetched.resolve("report.html")).hasSameBinaryContentAs(run.resolve("report.html"));
    assertThat(Files.readString(run.resolve("run.json"))).contains("\"run\" : \"three\"");
  }

  @Test
  void looksAtTheUrlBeforeItSimulates() {
    assertThat(execute("simulate", "--publish", "edge:8080", "--out", directory + "/none"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("--publish is \"edge:8080\"; it must be a URL such as");
    assertThat(directory.resolve("none")).doesNotExist();
  }

  @Test
  void helpsWithEveryCommand() {
    CommandLine commandLine = Nearfar.commandLine();
    assertThat(commandLine.getSubcommands().keySet())
        .containsExactlyInAnyOrder(
            "demo",
            "simulate",
            "merge",
            "compare",
            "testbed",
            "check",
            "report",
            "figures",
            "cell",
            "scenario",
            "replies");
    for (String command : commandLine.getSubcommands().keySet()) {
      assertThat(execute(command, "--help")).isZero();
      assertThat(out.toString()).contains("Usage: nearfar " + command);
    }
    assertThat(execute("--version")).isZero();
    assertThat(out.toString()).containsPattern("nearfar [0-9]+[.][0-9]+[.][0-9]+");
  }

  private int simulate(Path into, String seed) throws IOException {
    Path scenario =
        Files.writeString(
            directory.resolve("few.yaml"), "name: few\narrivals: {process: slots, timeslots: 5}\n");
    return execute(
        "simulate", "--scenario", scenario.toString(), "--seed", seed, "--out", into.toString());
  }

  private int execute(String... arguments) {
    return Nearfar.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
