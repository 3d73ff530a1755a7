package io.nearfar.experiments.testbed;

import io.nearfar.experiments.CleanStop;
import io.nearfar.experiments.Failure;
import io.nearfar.experiments.RunName;
import io.nearfar.experiments.ScenarioOptions;
import io.nearfar.experiments.report.Report;
import io.nearfar.model.scenario.Scenario;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nearfar testbed}. */
@Command(
    name = "testbed",
    description = {
      "Drive a live edge as the users of a scenario, and report what was measured.",
      "Tasks are sent when they are due, whether earlier ones are answered or not."
    })
public final class TestbedCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Option(
      names = "--edge",
      required = true,
      paramLabel = "URL",
      description = "Root of the edge, such as http://127.0.0.1:8080")
  private String edge;

  @Mixin private ScenarioOptions scenario = new ScenarioOptions("demo");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where results go; default: nearfar-runs/RUN")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--run",
      paramLabel = "NAME",
      description = "Label of the run; default: the scenario's name and the time")
  private Optional<String> run = Optional.empty();

  @Option(
      names = "--warmup",
      paramLabel = "N",
      defaultValue = "100",
      description =
          "Requests to each tier before the clock starts; default: ${DEFAULT-VALUE}, 0: none")
  private int warmUpPerTier;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description = "When to give up on an answer; default: ${DEFAULT-VALUE}")
  private int timeoutSeconds;

  @Override
  public Integer call() throws InterruptedException {
    Scenario asked = scenario.read();
    String name = run.map(RunName::checked).orElseGet(() -> RunName.of(asked, Instant.now()));
    if (warmUpPerTier < 0) {
      throw new Failure("--warmup is " + warmUpPerTier + "; it must be >= 0");
    }
    if (timeoutSeconds < 1) {
      throw new Failure("--timeout is " + timeoutSeconds + "; it must be >= 1 second");
    }
    Testbed testbed =
        new Testbed(
            url(edge),
            asked,
            name,
            warmUpPerTier,
            Duration.ofSeconds(timeoutSeconds),
            out.orElseGet(() -> RunName.directory(name)));
    CleanStop.during(PATIENCE, () -> testbed.run(System.err));
    Report.write(testbed.directory(), System.out);
    return 0;
  }

  static URI url(String text) {
    try {
      URI uri = new URI(text);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Said below, as for a URL that is none of the web.
    }
    throw new Failure("--edge is \"" + text + "\"; it must be a URL such as http://127.0.0.1:8080");
  }
}
