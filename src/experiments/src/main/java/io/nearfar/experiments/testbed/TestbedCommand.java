package io.nearfar.experiments.testbed;

import io.nearfar.experiments.CleanStop;
import io.nearfar.experiments.EdgeUrl;
import io.nearfar.experiments.Failure;
import io.nearfar.experiments.RunName;
import io.nearfar.experiments.ScenarioOptions;
import io.nearfar.experiments.publish.Publication;
import io.nearfar.experiments.report.Report;
import io.nearfar.model.scenario.Scenario;
import java.net.URI;
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

  private static final String HERE = "the edge that is driven";
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
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description =
          "How long to wait until the edge answers, is ready and runs the same scenario; default:"
              + " ${DEFAULT-VALUE}")
  private int waitSeconds;

  @Option(
      names = "--edge-run",
      paramLabel = "NAME",
      description =
          "With --wait: until the edge's own nearfar.run is this, too; the one that it replaces may"
              + " run the same scenario")
  private Optional<String> edgeRun = Optional.empty();

  @Option(
      names = "--publish",
      arity = "0..1",
      fallbackValue = HERE,
      paramLabel = "URL",
      description =
          "Publish the run and its report at the edge, or at another one if its URL is given")
  private Optional<String> publish = Optional.empty();

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
    if (waitSeconds < 0) {
      throw new Failure("--wait is " + waitSeconds + "; it must be >= 0 seconds");
    }
    if (edgeRun.isPresent() && waitSeconds == 0) {
      throw new Failure(
          "--edge-run is \"" + edgeRun.get() + "\" without --wait; it says what to wait for");
    }
    URI driven = EdgeUrl.of("--edge", edge);
    Optional<URI> publisher =
        publish.map(url -> url.equals(HERE) ? driven : EdgeUrl.of("--publish", url));
    Testbed testbed =
        new Testbed(
            driven,
            asked,
            name,
            warmUpPerTier,
            Duration.ofSeconds(timeoutSeconds),
            out.orElseGet(() -> RunName.directory(name)));
    if (waitSeconds > 0) {
      Testbed.check(asked, testbed.directory());
      new EdgeWait(Duration.ofSeconds(waitSeconds)).until(driven, asked, edgeRun, System.err);
    }
    CleanStop.during(PATIENCE, () -> testbed.run(System.err));
    Report.write(testbed.directory(), System.out);
    if (publisher.isPresent()) {
      new Publication(publisher.get()).publish(testbed.directory(), System.out);
    }
    return 0;
  }
}
